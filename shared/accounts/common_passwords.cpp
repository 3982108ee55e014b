#include "shared/accounts/common_passwords.h"

#include <QStringView>

#include <algorithm>
#include <array>
#include <string_view>

namespace pong::accounts {

namespace {

// In lower case, sorted. Lists of leaked passwords start with these, once those of fewer than ten characters are left
// out.
constexpr std::array<std::u16string_view, 241> commonPasswords{
    u"0000000000",          u"0123456789",     u"0123456789a",      u"0987654321",   u"1029384756",
    u"1111111111",          u"11111111111",    u"111111111111",     u"1122334455",   u"112233445566",
    u"1212121212",          u"1231231231",     u"123123123123",     u"1231231234",   u"123321123321",
    u"1234512345",          u"123456123456",   u"1234567890",       u"12345678901",  u"123456789012",
    u"1234567891",          u"12345678910",    u"1234567899",       u"123456789a",   u"123456789q",
    u"1234abcd1234",        u"1234qwerasdf",   u"1472583690",       u"147258369a",   u"1q2w3e4r5t",
    u"1q2w3e4r5t6y",        u"1qaz1qaz1qaz",   u"1qaz2wsx3edc",     u"1qazxsw2345",  u"2222222222",
    u"3141592653",          u"5555555555",     u"7777777777",       u"8888888888",   u"9876543210",
    u"9879879870",          u"9999999999",     u"a123456789",       u"aa12345678",   u"aa123456789",
    u"aaaaaaaaaa",          u"aaaaaaaaaaaa",   u"abc1234567",       u"abc123456789", u"abc123abc123",
    u"abcd123456",          u"abcd1234567",    u"abcdabcdabcd",     u"abcdefg123",   u"abcdefghij",
    u"abcdefghijk",         u"abcdefghijkl",   u"admin12345",       u"admin123456",  u"administration",
    u"administrator",       u"administrator1", u"alexander1",       u"alexandra1",   u"anthony123",
    u"arsenal123",          u"asd123456789",   u"asdf123456",       u"asdfasdfasdf", u"asdfghjkl1",
    u"asdfghjklz",          u"ashley1234",     u"autumn2024",       u"barcelona1",   u"baseball12",
    u"baseball123",         u"basketball",     u"batman1234",       u"blessed123",   u"blink182182",
    u"blueberry1",          u"butterfly1",     u"changeme123",      u"changemenow",  u"charlie123",
    u"chelsea123",          u"chocolate1",     u"chocolate12",      u"christopher",  u"computer12",
    u"computer123",         u"daniel1234",     u"default123",       u"dragon1234",   u"elizabeth1",
    u"facebook12",          u"facebook123",    u"football12",       u"football123",  u"godisgood1",
    u"google1234",          u"guest12345",     u"hello12345",       u"hello123456",  u"hellohello",
    u"hellokitty",          u"hellokitty1",    u"helloworld",       u"helloworld1",  u"hunter1234",
    u"iamthebest",          u"ilovemyself",    u"iloveyou1!",       u"iloveyou12",   u"iloveyou123",
    u"iloveyou1234",        u"iloveyouso",     u"internet12",       u"internet123",  u"jennifer12",
    u"jessica123",          u"jesus12345",     u"jesuschrist",      u"jordan1234",   u"juventus123",
    u"killer1234",          u"letmein123",     u"letmein1234",      u"letmeinnow",   u"liverpool1",
    u"liverpool12",         u"liverpool123",   u"loveyou123",       u"manchester",   u"manchester1",
    u"master1234",          u"michael123",     u"minecraft1",       u"minecraft12",  u"minecraft123",
    u"mnbvcxz123",          u"monkey1234",     u"mylove1234",       u"mypassword",   u"mypassword1",
    u"newpassword",         u"p@ssw0rd12",     u"p@ssw0rd123",      u"p@ssword123",  u"pa$$word123",
    u"passw0rd123",         u"password!!",     u"password01",       u"password1!",   u"password10",
    u"password11",          u"password12",     u"password123",      u"password1234", u"password12345",
    u"password123456",      u"password99",     u"passwordpassword", u"pingpong123",  u"poiuytrewq",
    u"pokemon123",          u"pokemon1234",    u"pongpongpong",     u"princess12",   u"princess123",
    u"q123456789",          u"qazwsx1234",     u"qazwsxedcrfv",     u"qwe123qwe123", u"qweasdzxc1",
    u"qweasdzxc123",        u"qweqweqwe123",   u"qwerty1234",       u"qwerty12345",  u"qwerty123456",
    u"qwerty7890",          u"qwertyqwerty",   u"qwertyuiop",       u"qwertyuiop1",  u"qwertyuiop123",
    u"qwertyuiopasdfghjkl", u"realmadrid",     u"realmadrid1",      u"root123456",   u"samantha12",
    u"samsung123",          u"secret1234",     u"secret12345",      u"shadow1234",   u"spiderman1",
    u"spiderman123",        u"spring2024",     u"starwars12",       u"starwars123",  u"strawberry",
    u"strawberry1",         u"summer2020",     u"summer2021",       u"summer2022",   u"summer2023",
    u"summer2024",          u"sunshine12",     u"sunshine123",      u"superman12",   u"superman123",
    u"temporary1",          u"test123456",     u"test1234567",      u"testpassword", u"testtesttest",
    u"trustno1234",         u"user123456",     u"volleyball",       u"watermelon",   u"welcome123",
    u"welcome1234",         u"welcome2020",    u"welcome2021",      u"welcome2022",  u"welcome2023",
    u"welcome2024",         u"welcome2025",    u"whatever12",       u"whatever123",  u"winter2020",
    u"winter2021",          u"winter2022",     u"winter2023",       u"winter2024",   u"xxxxxxxxxx",
    u"zaq12wsxcde3",        u"zaq1zaq1zaq1",   u"zxcvbnm123",       u"zxcvbnm1234",  u"zxcvbnm1234567",
    u"zzzzzzzzzz"};
static_assert(std::is_sorted(commonPasswords.begin(), commonPasswords.end()));

}  // namespace

bool isCommonPassword(const QString& password) {
    const QString lower = password.toLower();
    const std::u16string_view wanted(QStringView(lower).utf16(), static_cast<std::size_t>(lower.size()));
    return std::binary_search(commonPasswords.begin(), commonPasswords.end(), wanted);
}

}  // namespace pong::accounts
