"""The daemon: one TaskGroup of alarm, planner, an outbox for each channel, receivers, doorbell and terminal.

asyncio stays at the edges: the service is plain functions, called in threads.
"""

from tending.daemon.life import Daemon
from tending.daemon.running import Waits, log

__all__ = ["Daemon", "Waits", "log"]
