#include "client/widgets/sound_effects.h"

#include <QAudioFormat>
#include <QAudioSink>
#include <QBuffer>
#include <QMediaDevices>

#include <array>

namespace client {

namespace {

constexpr int sampleRate = 48'000;
constexpr qint16 amplitude = 8'000;

struct Tone {
    int hertz;
    int milliseconds;
};

// As in 1972: paddle, wall, point.
constexpr std::array<Tone, 3> tones{{{460, 96}, {230, 16}, {490, 250}}};

QByteArray squareWave(const Tone& tone) {
    const int samples = sampleRate * tone.milliseconds / 1000;
    QByteArray bytes(samples * qsizetype(sizeof(qint16)), Qt::Uninitialized);
    auto* sample = reinterpret_cast<qint16*>(bytes.data());
    for (int i = 0; i < samples; ++i) {
        // Two half waves a period.
        const bool high = (i * 2LL * tone.hertz / sampleRate) % 2 == 0;
        sample[i] = high ? amplitude : qint16(-amplitude);
    }
    return bytes;
}

}  // namespace

// One sink a sound, so that a paddle's blip does not cut the wall's off.
struct SoundEffects::Output {
    struct Voice {
        QByteArray bytes;
        QBuffer buffer;
        std::unique_ptr<QAudioSink> sink;
    };

    std::array<Voice, tones.size()> voices;

    Output() {
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        QAudioFormat format;
        format.setSampleRate(sampleRate);
        format.setChannelCount(1);
        format.setSampleFormat(QAudioFormat::Int16);
        if (device.isNull() || !device.isFormatSupported(format))
            return;
        for (std::size_t i = 0; i < tones.size(); ++i) {
            Voice& voice = voices[i];
            voice.bytes = squareWave(tones[i]);
            voice.buffer.setBuffer(&voice.bytes);
            voice.buffer.open(QIODevice::ReadOnly);
            voice.sink = std::make_unique<QAudioSink>(device, format);
        }
    }
};

SoundEffects::SoundEffects(QObject* parent) : QObject(parent) {}

SoundEffects::~SoundEffects() = default;

void SoundEffects::setOn(bool on) {
    m_on = on;
}

void SoundEffects::setVolume(double volume) {
    m_volume = volume;
}

void SoundEffects::play(Blip blip) {
    if (!m_on)
        return;
    if (!m_output)
        m_output = std::make_unique<Output>();
    Output::Voice& voice = m_output->voices[static_cast<std::size_t>(blip)];
    if (!voice.sink)
        return;
    voice.sink->stop();
    voice.buffer.seek(0);
    voice.sink->setVolume(m_volume);
    voice.sink->start(&voice.buffer);
}

void SoundEffects::play(const MatchEffect& effect) {
    switch (effect.kind) {
        case MatchEffect::Kind::LeftPaddleHit:
        case MatchEffect::Kind::RightPaddleHit:
            return play(Blip::Paddle);
        case MatchEffect::Kind::WallHit:
            return play(Blip::Wall);
        case MatchEffect::Kind::LeftScored:
        case MatchEffect::Kind::RightScored:
            return play(Blip::Point);
        case MatchEffect::Kind::Served:
        case MatchEffect::Kind::Over:
            return;
    }
}

}  // namespace client
