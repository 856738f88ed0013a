/** The part of Arduino.h that asks the computer: its clock and its serial line. */
#include "Arduino.h"

#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

LogPrint Serial;

unsigned long millis() {
  using namespace std::chrono;
  static const auto start = steady_clock::now();
  return duration_cast<milliseconds>(steady_clock::now() - start).count();
}

void delay(unsigned long ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

char *itoa(int value, char *text, int base) {
  sprintf(text, base == HEX ? "%x" : "%d", value);
  return text;
}

int Stream::timedRead() {
  const unsigned long start = millis();
  do {
    if (available()) return read();
  } while (millis() - start < timeoutMs);
  return -1;
}

bool HardwareSerial::begin(const char *path) {
  file = open(path, O_RDWR | O_NOCTTY);
  termios line;
  if (file < 0 || tcgetattr(file, &line) < 0) return false;
  cfmakeraw(&line);
  return tcsetattr(file, TCSANOW, &line) == 0;
}

int HardwareSerial::available() {
  // Or the library's loops would take a whole core.
  pollfd wanted = {file, POLLIN, 0};
  if (ahead < 0) poll(&wanted, 1, 1);
  int count = 0;
  ioctl(file, FIONREAD, &count);
  return count + (ahead < 0 ? 0 : 1);
}

int HardwareSerial::peek() {
  if (ahead < 0) ahead = read();
  return ahead;
}

int HardwareSerial::read() {
  if (ahead >= 0) {
    const int one = ahead;
    ahead = -1;
    return one;
  }
  uint8_t one;
  return available() && ::read(file, &one, 1) == 1 ? one : -1;
}

size_t HardwareSerial::write(uint8_t one) { return write(&one, 1); }

size_t HardwareSerial::write(const uint8_t *bytes, size_t size) {
  size_t count = 0;
  while (count < size) {
    const ssize_t written = ::write(file, bytes + count, size - count);
    if (written <= 0) break;
    count += written;
  }
  return count;
}
