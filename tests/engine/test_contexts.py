"""Several threads use pyinfra at once, each with a State of its own."""

from __future__ import annotations

import subprocess
import sys
import threading

from pyinfra.operations import server

from homelab.engine.session import open_session
from homelab.transport.fake import FakeTransport


def test_threads_do_not_see_each_others_hosts() -> None:
    barrier = threading.Barrier(8)
    seen: dict[str, list[str]] = {}

    def work(name: str) -> None:
        transport = FakeTransport({"printf": name})
        with open_session(name, transport, is_executing=True, operation_timeout=5) as session:
            for number in range(20):
                barrier.wait()
                meta = server.shell(name=f"{name} {number}", commands=[f"printf {name}"])
                seen.setdefault(name, []).extend(meta.stdout_lines)
            assert [session.name_of(op) for op in session.host.op_hash_order] == [
                f"{name} {number}" for number in range(20)
            ]

    threads = [threading.Thread(target=work, args=(f"host{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {f"host{n}": [f"host{n}"] * 20 for n in range(8)}


def test_a_script_that_imports_homelab_is_never_patched() -> None:
    code = (
        "import socket, threading, homelab.engine, homelab.library\n"
        "import gevent.monkey\n"
        "assert not gevent.monkey.is_anything_patched()\n"
        "assert 'pyinfra_cli' not in __import__('sys').modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
