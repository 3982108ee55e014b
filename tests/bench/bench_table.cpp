// Painting on the raster engine, as the match page does it: a frame of the table at 1280 x 800 with a full trail, a
// flash and the rally counter; and the home page's rally, whose aim is looked for once a hit.

#include "client/widgets/look.h"
#include "client/widgets/pong_table.h"
#include "client/widgets/rally_show.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <benchmark/benchmark.h>
#include <chrono>

namespace {

constexpr QSize screen{1280, 800};
constexpr std::chrono::microseconds frameTime{16'667};

// A ball on its way across the table and back.
client::MatchFrame frameAt(std::int64_t number) {
    const double way = double(number * 7 % 1400);
    client::MatchFrame frame;
    frame.stage = client::MatchFrame::Stage::Playing;
    frame.ballX = 50 + (way < 700 ? way : 1400 - way);
    frame.ballY = 60 + way * 0.25;
    frame.paddleY = {frame.ballY, 500 - frame.ballY};
    frame.score = {10, 11};
    frame.rally = int(number % 90) + 3;
    return frame;
}

void paintTableFrame(benchmark::State& state) {
    const client::Look look(*qApp);
    client::PongTable table(look);
    table.resize(screen);
    table.setPlayerNames(QStringLiteral("Mara"), QStringLiteral("Kaito"));
    QImage target(screen, QImage::Format_RGB32);
    std::int64_t number = 0;
    for (auto _ : state) {
        table.setFrame(frameAt(number), number * frameTime);
        if (number % 30 == 0)
            table.addEffect({0, client::MatchEffect::Kind::LeftPaddleHit});
        if (number % 300 == 0)
            table.addEffect({0, client::MatchEffect::Kind::RightScored});
        table.render(&target);
        ++number;
    }
}
BENCHMARK(paintTableFrame)->Unit(benchmark::kMicrosecond);

// The first frame after a score or a resize: everything that the background keeps is drawn anew.
void paintTableBackground(benchmark::State& state) {
    const client::Look look(*qApp);
    client::PongTable table(look);
    table.resize(screen);
    QImage target(screen, QImage::Format_RGB32);
    client::MatchFrame frame = frameAt(0);
    for (auto _ : state) {
        frame.score[0] = frame.score[0] == 10 ? 11 : 10;
        table.setFrame(frame, {});
        table.render(&target);
    }
}
BENCHMARK(paintTableBackground)->Unit(benchmark::kMicrosecond);

void stepRallyShow(benchmark::State& state) {
    client::RallyShow show({260, 389}, 1972);
    for (auto _ : state)
        show.step();
}
BENCHMARK(stepRallyShow)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
    // The raster engine without a screen.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
