"""Live layout and drawing in one thread, and panning and zooming, of large networks; prints JSON.

One frame is one step of the layout and one full repaint of 1600 by 900 pixels by Qt's raster engine; times are in
milliseconds. The goals are p95 at most 16.7 ms at 10,000 nodes and 20,000 links, and 33 ms at 20,000 nodes. The
floor beside them is to fill the same pixels. The time of the processor stands beside that of the clock, for a machine
that others use, too.
"""

import json
import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bench_layout import grown
from crisisdesk.gui.graphics.network_view import NetworkView
from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.network_showing import from_memory
from crisisdesk.gui.theme.themes import LIGHT
from crisisdesk.network.layouts.live import Live
from crisisdesk.network.layouts.organic import Organic

WIDE, HIGH, FRAMES = 1600, 900, 80


def spread(work: Callable[[int], object]) -> dict[str, float]:
    taken, worked = [], []
    for frame in range(FRAMES + 5):
        begun, busy = time.perf_counter(), time.thread_time()
        work(frame)
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    return {
        f"{name}{share}": round(float(np.percentile(times[5:], share)), 1)
        for name, times in (("wall p", taken), ("processor p", worked))
        for share in (50, 95)
    }


def measured(view: NetworkView, count: int, image: QImage) -> dict[str, object]:
    network = grown(count)
    places = Organic().place(network, 1)
    view.show_network(from_memory(network, places))
    view.fit()
    live = Live(network, places)

    def frame(_number: int) -> None:
        live.step()
        view.move_nodes(live.points)
        view.render(image)

    def pan(number: int) -> None:
        view._look_from(view._camera.moved(3.0 if number % 2 else -3.0, 1.0))  # noqa: SLF001 - as the mouse does
        view.render(image)

    def zoom(number: int) -> None:
        view.zoom(1.1 if number % 20 < 10 else 1 / 1.1)
        view.render(image)

    return {
        "links": len(network.edges),
        "layout step": spread(lambda _number: live.step()),
        "live frame": spread(frame),
        "pan": spread(pan),
        "zoom": spread(zoom),
    }


def main() -> None:
    app = QApplication([])
    view = NetworkView(Look(app, LIGHT))
    view.resize(WIDE, HIGH)
    view.show()
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)

    def fill(_number: int) -> None:
        painter = QPainter(image)
        painter.fillRect(image.rect(), QColor("white"))
        painter.end()

    found: dict[str, object] = {"floor: fill the window": spread(fill)}
    for count in (1_000, 5_000, 10_000, 20_000):
        found[f"{count} nodes"] = measured(view, count, image)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
