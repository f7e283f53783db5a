"""Judge a live competition from a terminal: event clock, score sheets, leaderboard, papers."""

__version__ = "0.1.0"
