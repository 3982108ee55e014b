#!/usr/bin/python3
"""A mail server on the loopback for tests: aiosmtpd with STARTTLS, TLS or neither, and a password if asked for.

smtp_server.py FOLDER --security starttls|tls|none [--user NAME --password WORD] [--port PORT]

Makes a certificate for localhost in FOLDER (cert.pem, key.pem) unless there is one. Writes a line of JSON to standard
output for what happens: {"port": N} once it listens, {"tried": address} for each receiver that was named, and a line for
each mail it took, as Python's own mail parser understands it. A line on standard input changes how it behaves from then
on: "take", "refuse CODE" (what it answers to a receiver), "stall" (it never answers a receiver), "drop" (it closes the
connection at a receiver). Ends when standard input does.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

HOST = "127.0.0.1"


def say(**what):
    print(json.dumps(what), flush=True)


def make_certificate(folder):
    cert, key = folder / "cert.pem", folder / "key.pem"
    if not cert.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", cert, "-keyout", key],
            check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class Handler:
    def __init__(self):
        self.behaviour = "take"

    async def handle_RCPT(self, server, session, envelope, address, options):
        say(tried=address)
        if self.behaviour.startswith("refuse "):
            return self.behaviour.split()[1] + " refused by the test"
        if self.behaviour == "stall":
            await asyncio.Event().wait()
        if self.behaviour == "drop":
            server.transport.abort()
            raise ConnectionResetError
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n")
                 for part in mail.walk() if not part.is_multipart()}
        say(sender=envelope.mail_from,
            receivers=envelope.rcpt_tos,
            headers={name.lower(): str(value) for name, value in mail.items()},
            header_count=len(mail.items()),
            text=parts.get("text/plain", ""),
            html=parts.get("text/html", ""),
            defects=[str(defect) for part in mail.walk() for defect in part.defects],
            tls=session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            authenticated=bool(session.authenticated))
        return "250 OK"


async def serve(options):
    logging.disable()  # what goes wrong here goes wrong on purpose
    context = None if options.security == "none" else make_certificate(options.folder)
    handler = Handler()

    def authenticator(server, session, envelope, mechanism, data):
        login, password = data.login.decode(), data.password.decode()
        return AuthResult(success=(login, password) == (options.user, options.password), handled=False)

    def protocol():
        return SMTP(handler,
                    hostname="localhost",
                    enable_SMTPUTF8=True,
                    tls_context=context if options.security == "starttls" else None,
                    require_starttls=options.security == "starttls",
                    auth_required=options.user is not None,
                    auth_require_tls=options.security == "starttls",
                    authenticator=authenticator,
                    loop=asyncio.get_running_loop())

    server = await asyncio.get_running_loop().create_server(
        protocol, HOST, options.port, ssl=context if options.security == "tls" else None)
    say(port=server.sockets[0].getsockname()[1])
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        handler.behaviour = line
        say(behaviour=line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--security", choices=["starttls", "tls", "none"], required=True)
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))


main()
