#pragma once

// The three square-wave blips of 1972. Sounds are made in memory; without an audio device, or switched off, every call
// is harmless and silent. Main thread only.

#include "client/match/match_effect.h"

#include <QObject>

#include <memory>

namespace client {

class SoundEffects : public QObject {
    Q_OBJECT

 public:
    enum class Blip { Paddle, Wall, Point };
    Q_ENUM(Blip)

    explicit SoundEffects(QObject* parent = nullptr);
    ~SoundEffects() override;

    bool isOn() const { return m_on; }
    void setOn(bool on);
    void setVolume(double volume);  // 0 to 1

    void play(Blip blip);
    void play(const MatchEffect& effect);

 private:
    struct Output;

    bool m_on = true;
    double m_volume = 0.5;
    std::unique_ptr<Output> m_output;  // made at the first sound: opening a device takes its time
};

}  // namespace client
