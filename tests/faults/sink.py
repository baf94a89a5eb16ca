"""A mail server on this machine: it notes what it has accepted, and misbehaves when told to."""

import asyncio
import threading
from collections import Counter, deque
from email import message_from_bytes
from email.policy import default


class Sink:
    """Accepts every mail, unless an answer or a fault was planted.

    `refused` leads from an address to the answer its RCPT gets. `faults` are used up one by DATA: an answer such as
    "451 later", "hang" (never an answer), "drop" (the mail is accepted and the connection cut before the answer).
    `before` and `after` are seconds the server takes until it has accepted a mail, and until it says so. Who is gone
    before the mail was accepted has not delivered it.
    """

    def __init__(self):
        self.arrived, self.refused, self.faults = [], {}, deque()
        self.connections, self.before, self.after = 0, 0.0, 0.0
        self.awaited, self.is_there = "", threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.server = self.run(asyncio.start_server(self.talk, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *error):
        self.run(self.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=10)

    def close(self):
        """From now on nobody gets a connection."""

        async def closing():
            self.server.close()

        self.run(closing())

    async def end(self):
        self.server.close()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def talk(self, reader, writer):
        self.connections += 1
        try:
            await say(writer, "220 sink")
            while line := await reader.readline():
                if not await self.answer(line.decode().strip(), reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the sender is gone
        finally:
            writer.close()

    async def answer(self, line, reader, writer):
        """Go on talking?"""
        command = line.split(" ")[0].split(":")[0].upper()
        if command == "DATA":
            return await self.take(reader, writer)
        address = line[line.find("<") + 1 : line.find(">")]
        await say(writer, self.refused.get(address, "250 ok") if command == "RCPT" else ANSWERS.get(command, "250 ok"))
        return command != "QUIT"

    async def take(self, reader, writer):
        await say(writer, "354 go on")
        content = await reader.readuntil(b"\r\n.\r\n")
        fault = self.faults.popleft() if self.faults else ""
        await self.rest("before", self.before, reader)
        if reader.at_eof():
            return False
        if fault == "hang":
            await asyncio.sleep(60)
        if fault[:1] in "45" and fault:
            await say(writer, fault.format(content=content.decode(errors="replace").replace("\r\n", " ")))
            return True
        self.arrived.append(message_from_bytes(content[:-5], policy=default))
        if fault == "drop":
            return False
        await self.rest("after", self.after, reader)
        await say(writer, "250 accepted")
        return True

    def halt(self, phase):
        """With the next mail, stay "before" accepting it or "after" that until its sender is gone."""
        self.is_there.clear()
        self.awaited = phase

    async def rest(self, phase, seconds, reader):
        if phase == self.awaited:
            self.awaited = ""
            self.is_there.set()
            await reader.read()
        else:
            await asyncio.sleep(seconds)

    def identifiers(self):
        """How often each Message-ID has arrived."""
        return Counter(mail["Message-ID"] for mail in self.arrived)


ANSWERS = {"QUIT": "221 bye", "EHLO": "250 sink", "HELO": "250 sink"}


async def say(writer, line):
    writer.write(f"{line}\r\n".encode())
    await writer.drain()
