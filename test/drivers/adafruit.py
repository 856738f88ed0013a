"""Adafruit's ESP_ATcontrol, unmodified and no part of this project, drives an AT modem on a serial line.

    python3 adafruit.py DRIVER LINE SSID PASSWORD TCP_PORT CLOSED_PORT UDP_PORT SIZE

DRIVER is the path of adafruit_espatcontrol.py. After each step a line `DRIVER <step> <what the driver returned>` is
printed. The peers on 127.0.0.1 answer when they have read that something was sent: the driver drops what comes earlier.
"""

import fcntl
import importlib.util
import os
import select
import struct
import sys
import termios
import time
import tty
import types

# A peer that is silent for so long has lost something. Seconds.
PATIENCE = 10
# One AT+CIPSEND takes no more. Bytes.
MAX_BYTES = 2048


class SerialLine:
    """What the driver calls of CircuitPython's busio.UART."""

    def __init__(self, path):
        self._file = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._file)
        # A pseudo terminal has no speed: both ends always agree.
        self.baudrate = 115200

    @property
    def in_waiting(self):
        # Or the driver's loops would take a whole core.
        select.select([self._file], [], [], 0.001)
        return struct.unpack("i", fcntl.ioctl(self._file, termios.FIONREAD, bytes(4)))[0]

    def read(self, count):
        return os.read(self._file, count)

    def write(self, data):
        while data:
            data = data[os.write(self._file, data) :]

    def reset_input_buffer(self):
        termios.tcflush(self._file, termios.TCIFLUSH)


def load(path):
    """The driver's module, with stand-ins for those that only a microcontroller has."""
    sys.modules["digitalio"] = types.SimpleNamespace(DigitalInOut=object, Direction=object)
    sys.modules["busio"] = types.SimpleNamespace(UART=SerialLine)
    spec = importlib.util.spec_from_file_location("adafruit_espatcontrol", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tell(step, *outcome):
    print("DRIVER", step, *outcome, flush=True)


def receive(modem, size):
    """`size` bytes, in as many blocks as they come in."""
    data = b""
    end = time.monotonic() + PATIENCE
    while len(data) < size and time.monotonic() < end:
        data += modem.socket_receive(timeout=1)
    return data


def main(path, line, ssid, password, tcp_port, closed_port, udp_port, size):
    module = load(path)
    modem = module.ESP_ATcontrol(SerialLine(line), 115200, debug="DEBUG" in os.environ)
    modem.begin()
    tell("version", modem.version)
    modem.mode = modem.MODE_STATION
    tell("mode", modem.mode)
    tell("networks", [network[1] for network in modem.scan_APs()])
    modem.connect({"ssid": ssid, "password": password})
    tell("joined", modem.is_connected)
    tell("ip", modem.local_ip)
    tell("ping", isinstance(modem.ping("127.0.0.1"), int))
    tell("lookup", modem.nslookup("127.0.0.1"))

    tell("connected", modem.socket_connect(modem.TYPE_TCP, "127.0.0.1", int(tcp_port)))
    modem.socket_send(b"Hello,fresh man!")
    tell("sent")
    data = receive(modem, int(size))
    tell("received", len(data))
    for start in range(0, len(data), MAX_BYTES):
        modem.socket_send(data[start : start + MAX_BYTES])
    tell("returned")
    modem.socket_disconnect()
    tell("closed", modem.status == modem.STATUS_SOCKETOPEN)
    try:
        tell("refused", modem.socket_connect(modem.TYPE_TCP, "127.0.0.1", int(closed_port)))
    except module.OKError:
        tell("refused", "OKError")

    tell("udp", modem.socket_connect(modem.TYPE_UDP, "127.0.0.1", int(udp_port)))
    modem.socket_send(b"Hello,fresh man!")
    tell("datagram", bytes(modem.socket_receive()).decode())
    modem.socket_disconnect()

    modem.disconnect()
    tell("left", modem.is_connected)


main(*sys.argv[1:])
