"""Every screen in each of its main states, by name."""

from scenes import SCENES, Scene
from scenes_chair import CHAIR
from scenes_desk import DESK
from scenes_hall import HALL
from scenes_juri import JURI
from scenes_setup import SETUP

TABLES = (SCENES, SETUP, DESK, JURI, HALL, CHAIR)
EVERY: dict[str, Scene] = {name: scene for table in TABLES for name, scene in table.items()}
assert len(EVERY) == sum(map(len, TABLES)), "a name twice"
