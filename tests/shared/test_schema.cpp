// The lists that code is made from (messages.def, text_fields.def) say what the .proto files say. Reads the schema as
// protoc understood it; links none of the generated code.

#include <QFile>
#include <QtTest>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

namespace {

using Field = std::pair<std::string, std::string>;  // type and field, or message and field

std::vector<Field> listedFromClient() {
    return {
#define PONG_REQUEST(Type, member, ...) {#Type, #member},
#define PONG_COMMAND(Type, member, ...) {#Type, #member},
#define PONG_EVENT(...)
#include "shared/protocol/messages.def"
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    };
}

std::set<Field> listedFromServer() {
    return {
        {"Refusal", "refusal"},  // the answer to any request
#define PONG_REQUEST(Type, member, ReplyType, replyMember, page) {#ReplyType, #replyMember},
#define PONG_COMMAND(...)
#define PONG_EVENT(Type, member, page) {#Type, #member},
#include "shared/protocol/messages.def"
#undef PONG_REQUEST
#undef PONG_COMMAND
#undef PONG_EVENT
    };
}

std::vector<Field> listedText() {
    return {
#define PONG_TEXT(Type, field) {#Type, #field},
#include "shared/protocol/text_fields.def"
#undef PONG_TEXT
    };
}

std::vector<Field> bodiesOf(const Descriptor& envelope) {
    std::vector<Field> fields;
    const auto* body = envelope.FindOneofByName("body");
    for (int i = 0; body != nullptr && i < body->field_count(); ++i)
        fields.emplace_back(body->field(i)->message_type()->name(), body->field(i)->name());
    return fields;
}

// Adds each text field of this message and of those inside it; answers whether there are any.
bool collectText(const Descriptor& message, std::set<const Descriptor*>& seen, std::set<Field>& found) {
    if (!seen.insert(&message).second)
        return false;
    bool any = false;
    for (int i = 0; i < message.field_count(); ++i) {
        const FieldDescriptor& field = *message.field(i);
        const bool isText = field.type() == FieldDescriptor::TYPE_STRING;
        const bool holdsText =
            field.type() == FieldDescriptor::TYPE_MESSAGE && collectText(*field.message_type(), seen, found);
        if (isText || holdsText)
            found.emplace(message.name(), field.name());
        any = any || isText || holdsText;
    }
    return any;
}

// What stands in one only, as text that a failed comparison shows.
QString missingFrom(const std::set<Field>& fields, const std::set<Field>& whole) {
    QString text;
    for (const auto& [first, second] : whole)
        if (!fields.contains({first, second}))
            text += QString::fromStdString(first + "." + second + " ");
    return text;
}

}  // namespace

class TestSchema : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void clientMessagesAreListed();
    void serverMessagesAreListed();
    void textOfClientsIsListed();

 private:
    google::protobuf::DescriptorPool m_schema;
    const Descriptor* m_client = nullptr;
    const Descriptor* m_server = nullptr;
};

void TestSchema::initTestCase() {
    QFile file(QStringLiteral(PONG_SCHEMA_FILE));
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    google::protobuf::FileDescriptorSet files;
    QVERIFY(files.ParseFromString(file.readAll().toStdString()));
    for (const auto& one : files.file())  // protoc puts what is imported first
        QVERIFY(m_schema.BuildFile(one));
    m_client = m_schema.FindMessageTypeByName("pong.wire.ClientMessage");
    m_server = m_schema.FindMessageTypeByName("pong.wire.ServerMessage");
    QVERIFY(m_client);
    QVERIFY(m_server);
}

void TestSchema::clientMessagesAreListed() {
    const std::vector<Field> bodies = bodiesOf(*m_client);
    const std::vector<Field> listed = listedFromClient();
    QVERIFY(!bodies.empty());
    for (std::size_t i = 0; i < std::max(bodies.size(), listed.size()); ++i) {
        const std::string inSchema = i < bodies.size() ? bodies[i].first + " " + bodies[i].second : "nothing";
        const std::string inList = i < listed.size() ? listed[i].first + " " + listed[i].second : "nothing";
        QCOMPARE(QString::fromStdString(inList), QString::fromStdString(inSchema));
    }
}

void TestSchema::serverMessagesAreListed() {
    const std::vector<Field> bodies = bodiesOf(*m_server);
    const std::set<Field> inSchema(bodies.begin(), bodies.end());
    const std::set<Field> listed = listedFromServer();
    QVERIFY(!inSchema.empty());
    QCOMPARE(missingFrom(listed, inSchema), QString());
    QCOMPARE(missingFrom(inSchema, listed), QString());
}

void TestSchema::textOfClientsIsListed() {
    std::set<const Descriptor*> seen;
    std::set<Field> found;
    collectText(*m_client, seen, found);
    // The bodies themselves are found through messages.def.
    for (const Field& body : bodiesOf(*m_client))
        found.erase({"ClientMessage", body.second});
    const std::vector<Field> listed = listedText();
    const std::set<Field> once(listed.begin(), listed.end());
    QCOMPARE(listed.size(), once.size());
    QCOMPARE(missingFrom(once, found), QString());
    QCOMPARE(missingFrom(found, once), QString());
}

QTEST_GUILESS_MAIN(TestSchema)
#include "test_schema.moc"
