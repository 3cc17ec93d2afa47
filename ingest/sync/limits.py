"""How much work one file may make: time, memory, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import Settings

# Up to this size, in bytes, every file has the same limits; beyond it they grow with the size.
_SAME_UP_TO = 100_000_000
_MB = 1_000_000
# A process that waits, or has to share the machine, may take so many times as long as it may work.
WALL_TIMES = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        seconds: of work of the processor: a machine that is busy with something else takes nothing away from them.
        memory: bytes, beyond what a process that reads holds at rest.
        output: bytes of what comes of it, on their way to the process that publishes.
    """

    seconds: float
    memory: int
    output: int

    def for_size(self, size: int) -> Limits:
        """Return the limits for a file of `size` bytes."""
        times = max(1.0, size / _SAME_UP_TO)
        return Limits(self.seconds * times, int(self.memory * times), int(self.output * times))


def limits_of(settings: Settings) -> Limits:
    """Return the limits that are configured, for a file of up to 100 MB."""
    return Limits(
        settings.reading_seconds, settings.reading_memory_mb * _MB, settings.reading_output_mb * _MB
    )


def time_reason(limits: Limits) -> str:
    """Return the reason of a file over which the time ran out."""
    return (
        f"读取超过 {limits.seconds:.0f} 秒，已停止，其他文件不受影响；请拆成几个文件，或调高 XIANWEN_READING_SECONDS。"
        f"(Reading it took more than {limits.seconds:.0f} s and was stopped: split it, or raise XIANWEN_READING_SECONDS.)"
    )


def memory_reason(limits: Limits) -> str:
    """Return the reason of a file that took too much memory."""
    megabytes = limits.memory // _MB
    return (
        f"读取时占用内存超过 {megabytes} MB，已停止，其他文件不受影响；解压后可能过大，请拆成几个文件，或调高 XIANWEN_READING_MEMORY_MB。"
        f"(Reading it took more than {megabytes} MB of memory and was stopped: split it, or raise XIANWEN_READING_MEMORY_MB.)"
    )


def output_reason(limits: Limits) -> str:
    """Return the reason of a file that holds too much."""
    megabytes = limits.output // _MB
    return (
        f"里面的内容超过 {megabytes} MB，没有收录；请拆成几个文件，或调高 XIANWEN_READING_OUTPUT_MB。"
        f"(It holds more than {megabytes} MB: split it, or raise XIANWEN_READING_OUTPUT_MB.)"
    )
