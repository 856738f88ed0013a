/**
 * What an Arduino library for an AT modem needs of Arduino, on a computer with POSIX: names and behaviour are those of the
 * language reference (docs.arduino.cc/language-reference), and nothing more is here than such a library was seen to call.
 */
#pragma once

#include <cctype>
#include <cinttypes>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

// Flash and memory are one here.
#define PROGMEM
#define PGM_P const char *
#define PSTR(text) (text)
#define F(text) (reinterpret_cast<const __FlashStringHelper *>(text))
#define strlen_P strlen
#define strcmp_P strcmp
#define strncmp_P strncmp
#define DEC 10
#define HEX 16

class __FlashStringHelper;
typedef uint8_t byte;
typedef std::string String;

enum { INPUT, OUTPUT };
inline void pinMode(uint8_t, uint8_t) {}

unsigned long millis();
void delay(unsigned long ms);
char *itoa(int value, char *text, int base);

class Print;

class Printable {
public:
  virtual ~Printable() {}
  virtual size_t printTo(Print &out) const = 0;
};

class Print {
public:
  virtual ~Print() {}
  virtual size_t write(uint8_t one) = 0;
  virtual size_t write(const uint8_t *bytes, size_t size) {
    size_t count = 0;
    while (count < size && write(bytes[count])) count++;
    return count;
  }
  size_t write(const char *text) { return write(reinterpret_cast<const uint8_t *>(text), strlen(text)); }
  virtual int availableForWrite() { return 0; }
  virtual void flush() {}
  int getWriteError() { return writeError; }

  size_t print(const char *text) { return write(text); }
  size_t print(const __FlashStringHelper *text) { return write(reinterpret_cast<const char *>(text)); }
  size_t print(char one) { return write(static_cast<uint8_t>(one)); }
  size_t print(const Printable &one) { return one.printTo(*this); }
  size_t print(int value, int base = DEC) { return print(static_cast<long>(value), base); }
  size_t print(unsigned int value, int base = DEC) { return print(static_cast<long>(value), base); }
  size_t print(unsigned char value, int base = DEC) { return print(static_cast<long>(value), base); }
  size_t print(unsigned long value, int base = DEC) { return print(static_cast<long>(value), base); }
  size_t print(long value, int base = DEC) {
    char text[24];
    snprintf(text, sizeof text, base == HEX ? "%lX" : "%ld", value);
    return write(text);
  }
  size_t println() { return write("\r\n"); }
  template <class Value> size_t println(const Value &value) {
    size_t count = print(value);
    return count + println();
  }

protected:
  void setWriteError(int error = 1) { writeError = error; }

private:
  int writeError = 0;
};

class Stream : public Print {
public:
  virtual int available() = 0;
  virtual int read() = 0;
  virtual int peek() = 0;
  void setTimeout(unsigned long ms) { timeoutMs = ms; }

  /** Up to `size` bytes; fewer when none comes for the time that is set. */
  size_t readBytes(char *bytes, size_t size) {
    size_t count = 0;
    for (int one; count < size && (one = timedRead()) >= 0; count++) bytes[count] = static_cast<char>(one);
    return count;
  }
  size_t readBytes(uint8_t *bytes, size_t size) { return readBytes(reinterpret_cast<char *>(bytes), size); }

  /** The same, and not beyond `end`, which is taken and not counted. */
  size_t readBytesUntil(char end, char *bytes, size_t size) {
    size_t count = 0;
    for (int one; count < size && (one = timedRead()) >= 0 && one != static_cast<uint8_t>(end); count++) {
      bytes[count] = static_cast<char>(one);
    }
    return count;
  }

protected:
  int timedRead();

private:
  unsigned long timeoutMs = 1000;
};

class IPAddress : public Printable {
public:
  IPAddress() {}
  IPAddress(uint8_t a, uint8_t b, uint8_t c, uint8_t d) : bytes{a, b, c, d} {}
  uint8_t operator[](int index) const { return bytes[index]; }
  uint8_t &operator[](int index) { return bytes[index]; }
  bool operator==(const IPAddress &other) const { return memcmp(bytes, other.bytes, sizeof bytes) == 0; }
  bool fromString(const char *text) {
    return sscanf(text, "%" SCNu8 ".%" SCNu8 ".%" SCNu8 ".%" SCNu8, bytes, bytes + 1, bytes + 2, bytes + 3) == 4;
  }
  size_t printTo(Print &out) const override {
    char text[16];
    snprintf(text, sizeof text, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
    return out.write(text);
  }

private:
  uint8_t bytes[4] = {0, 0, 0, 0};
};

const IPAddress INADDR_NONE(0, 0, 0, 0);

class Client : public Stream {
public:
  using Print::write;
  virtual int connect(IPAddress address, uint16_t port) = 0;
  virtual int connect(const char *host, uint16_t port) = 0;
  virtual int read(uint8_t *bytes, size_t size) = 0;
  virtual void stop() = 0;
  virtual uint8_t connected() = 0;
  virtual operator bool() = 0;
  using Stream::read;
};

class UDP : public Stream {
public:
  using Print::write;
  virtual uint8_t begin(uint16_t port) = 0;
  virtual void stop() = 0;
  virtual int beginPacket(IPAddress address, uint16_t port) = 0;
  virtual int beginPacket(const char *host, uint16_t port) = 0;
  virtual int endPacket() = 0;
  virtual int parsePacket() = 0;
  virtual int read(uint8_t *bytes, size_t size) = 0;
  virtual int read(char *bytes, size_t size) = 0;
  virtual IPAddress remoteIP() = 0;
  virtual uint16_t remotePort() = 0;
  using Stream::read;
};

/** A serial line that the computer has a file for. */
class HardwareSerial : public Stream {
public:
  using Print::write;
  /** Opens the line; false when it cannot. */
  bool begin(const char *path);
  int available() override;
  int read() override;
  int peek() override;
  size_t write(uint8_t one) override;
  size_t write(const uint8_t *bytes, size_t size) override;

private:
  int file = -1;
  int ahead = -1;
};

/** Standard error: what the library logs goes there. */
class LogPrint : public Print {
public:
  using Print::write;
  size_t write(uint8_t one) override { return fputc(one, stderr) == EOF ? 0 : 1; }
};

extern LogPrint Serial;
