"""Every screen in each of its main states, by name."""

from scenes import SCENES, Scene
from scenes_desk import DESK
from scenes_hall import HALL

EVERY: dict[str, Scene] = {**SCENES, **DESK, **HALL}
assert len(EVERY) == len(SCENES) + len(DESK) + len(HALL), "a name twice"
