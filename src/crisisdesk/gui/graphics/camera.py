"""Which part of the plane the view shows."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
NEAREST, FARTHEST = 200.0, 1e-4
MARGIN = 48.0


@dataclass(frozen=True, slots=True)
class Camera:
    """``screen = point * scale + (x, y)``, in pixels."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def seen(self, points: Points) -> Points:
        """Where these points are on the screen."""
        moved: Points = points * self.scale + np.array((self.x, self.y))
        return moved

    def moved(self, dx: float, dy: float) -> "Camera":
        """The picture pushed by so many pixels."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def zoomed(self, factor: float, x: float, y: float) -> "Camera":
        """Closer by ``factor``, while the point under pixel (x, y) stays where it is."""
        scale = min(max(self.scale * factor, FARTHEST), NEAREST)
        step = scale / self.scale
        return Camera(scale, x - (x - self.x) * step, y - (y - self.y) * step)


def fitting(points: Points, width: float, height: float) -> Camera:
    """The camera that shows all of these points, with a margin; one point, or none, in the middle."""
    if not len(points):
        return Camera(1.0, width / 2, height / 2)
    low, high = points.min(axis=0), points.max(axis=0)
    spread = np.maximum(high - low, 1e-9)
    room = np.maximum(np.array((width, height)) - 2 * MARGIN, 16.0)
    scale = float(np.clip((room / spread).min(), FARTHEST, NEAREST))
    middle = (low + high) / 2
    return Camera(scale, width / 2 - float(middle[0]) * scale, height / 2 - float(middle[1]) * scale)
