"""What stands between: a balancer in front of nodes, or a line between a node and its database that can be made slow, cut
or dead. Runs as a program of its own, so that a test's own work does not slow it down.

  relay.py balance PORT…   connections go round robin to the ports whose /readyz says 200
  relay.py line PORT       every connection goes to this port; the test commands it on standard input

Prints {"port": N} when it listens. Commands, one a line, each acknowledged by a line: `latency MS` (each way), `cut`
(resets what is open), `refuse` and `accept` (new connections), `freeze` and `thaw` (nothing passes)."""
import asyncio
import json
import pathlib
import subprocess
import sys

HEALTH_SECONDS = 0.3


class Relay:
    def __init__(self, targets):
        self.targets, self.healthy, self.turn = targets, set(targets), 0
        self.latency, self.refusing, self.open = 0.0, False, set()
        self.passing = asyncio.Event()
        self.passing.set()

    def order(self):
        """The next target first; those that are not healthy last, since a look may be old."""
        self.turn += 1
        turned = [self.targets[(self.turn + i) % len(self.targets)] for i in range(len(self.targets))]
        return sorted(turned, key=lambda target: target not in self.healthy)

    async def serve(self, reader, writer):
        if self.refusing:
            return writer.transport.abort()
        for target in self.order():
            try:
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
            except OSError:
                self.healthy.discard(target)
                continue
            self.open |= {writer, far_writer}
            await asyncio.gather(self.pump(reader, far_writer, writer), self.pump(far_reader, writer, far_writer))
            self.open -= {writer, far_writer}
            return None
        return writer.transport.abort()

    async def pump(self, reader, writer, back):
        """Bytes one way, in order, each chunk no earlier than the latency after it came. A side that is gone takes the
        other with it."""
        loop, queue = asyncio.get_running_loop(), asyncio.Queue(64)

        async def take():
            while chunk := await reader.read(65536):
                await queue.put((chunk, loop.time() + self.latency))
            await queue.put((None, 0))

        taking, getting = asyncio.ensure_future(take()), None
        try:
            while True:
                getting = asyncio.ensure_future(queue.get())
                await asyncio.wait({getting, taking}, return_when=asyncio.FIRST_COMPLETED)
                if taking.done():
                    taking.result()
                chunk, due = await getting
                if chunk is None:
                    return writer.close()
                await asyncio.sleep(max(0.0, due - loop.time()))
                await self.passing.wait()
                writer.write(chunk)
                await writer.drain()
        except OSError:
            writer.transport.abort()
            back.transport.abort()
        finally:
            taking.cancel()
            if getting:
                getting.cancel()

    async def look(self):
        while True:
            for target in self.targets:
                ready = await self.is_ready(target)
                (self.healthy.add if ready else self.healthy.discard)(target)
            await asyncio.sleep(HEALTH_SECONDS)

    async def is_ready(self, target):
        try:
            return await asyncio.wait_for(self.ask(target), 2)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
            return False

    @staticmethod
    async def ask(target):
        reader, writer = await asyncio.open_connection("127.0.0.1", target)
        try:
            writer.write(b"GET /readyz HTTP/1.1\r\nHost: balancer\r\nConnection: close\r\n\r\n")
            return b" 200 " in await reader.readuntil(b"\r\n")
        finally:
            writer.close()

    def obey(self, line):
        word, *values = line.split()
        if word == "latency":
            self.latency = float(values[0]) / 1000
        elif word == "cut":
            for writer in list(self.open):
                writer.transport.abort()
        elif word in ("refuse", "accept"):
            self.refusing = word == "refuse"
        elif word == "freeze":
            self.passing.clear()
        elif word == "thaw":
            self.passing.set()


async def main(kind, targets):
    relay = Relay(targets)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0, backlog=1024)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    looking = asyncio.ensure_future(relay.look()) if kind == "balance" else None
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        relay.obey(line.decode())
        print("done", flush=True)
    if looking:
        looking.cancel()


class Line:
    """A relay as a test holds it."""

    def __init__(self, kind, *targets):
        self.process = subprocess.Popen([sys.executable, str(pathlib.Path(__file__).resolve()), kind, *map(str, targets)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1], [int(word) for word in sys.argv[2:]]))
    except KeyboardInterrupt:
        pass
