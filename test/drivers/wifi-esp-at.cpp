/**
 * WiFiEspAT, an Arduino library, unmodified and no part of this project, drives an AT modem on a serial line:
 *
 *     wifi-esp-at LINE SSID PASSWORD TCP_PORT CLOSED_PORT UDP_PORT SIZE
 *
 * After each step a line `DRIVER <step> <what the library returned>` is printed.
 */
#include "Arduino.h"
#include <WiFiEspAT.h>

/** A peer that is silent for so long has lost something. */
static const unsigned long PATIENCE_MS = 10000;
/** One AT+CIPSEND takes no more. */
static const size_t MAX_BYTES = 2048;
/** What the peer answers at once: in passive mode all of it waits in the modem's memory. */
static const size_t PIECE_BYTES = 1000;
/** The library asks the modem no more often by itself how much has come. */
static const unsigned long SYNC_MS = 500;
static const char *HOST = "127.0.0.1";
static const char *HELLO = "Hello,fresh man!";
static const uint16_t SERVER_PORT = 8080;
static const uint16_t UDP_PORT = 8081;

/** Standard output. */
class ResultPrint : public Print {
public:
  using Print::write;
  size_t write(uint8_t one) override { return fputc(one, stdout) == EOF ? 0 : 1; }
} result;

template <class Value> static void tell(const char *step, const Value &value) {
  result.print("DRIVER ");
  result.print(step);
  result.print(" ");
  result.print(value);
  result.print("\n");
  fflush(stdout);
}

/** Reads `size` bytes, in as many pieces as they come in. */
static std::string receive(WiFiClient &client, size_t size) {
  std::string bytes;
  const unsigned long start = millis();
  while (bytes.size() < size && millis() - start < PATIENCE_MS) {
    uint8_t piece[512];
    bytes.append(reinterpret_cast<char *>(piece), client.read(piece, sizeof piece));
  }
  return bytes;
}

static void write(WiFiClient &client, const std::string &bytes) {
  for (size_t start = 0; start < bytes.size(); start += MAX_BYTES) {
    const std::string piece = bytes.substr(start, MAX_BYTES);
    client.write(reinterpret_cast<const uint8_t *>(piece.data()), piece.size());
  }
  client.flush();
}

static void talkOverTcp(uint16_t port, uint16_t closedPort, size_t size) {
  WiFiClient client;
  tell("connected", client.connect(HOST, port));
  delay(SYNC_MS);
  tell("early", client.available());
  std::string bytes;
  for (size_t asked = 0; asked < size && bytes.size() == asked; asked += PIECE_BYTES) {
    client.print(HELLO);
    client.flush();
    bytes += receive(client, PIECE_BYTES);
  }
  tell("received", bytes.size());
  write(client, bytes);
  tell("peer", client.remoteIP());
  // AT+CIPSENDEX.
  client.write([](Print &out) { out.print("Bye!"); });
  tell("returned", client.connected());
  client.stop();
  tell("closed", client.connected());
  tell("refused", client.connect(HOST, closedPort));
}

static void serveTcp() {
  WiFiServer server(SERVER_PORT);
  server.begin(5, 60);
  tell("listening", server.status());
  const unsigned long start = millis();
  WiFiClient client = server.accept();
  while (!client && millis() - start < PATIENCE_MS) client = server.accept();
  const std::string line = receive(client, strlen(HELLO));
  tell("asked", line.c_str());
  tell("others", static_cast<bool>(server.accept()));
  write(client, line);
  // The client closes.
  while (client.connected() && millis() - start < PATIENCE_MS) delay(10);
  tell("gone", client.connected());
  server.end();
}

static void talkOverUdp(uint16_t port) {
  WiFiUDP udp;
  tell("udp", udp.begin(UDP_PORT));
  udp.beginPacket(HOST, port);
  udp.print(HELLO);
  tell("datagram", udp.endPacket());
  const unsigned long start = millis();
  while (!udp.parsePacket() && millis() - start < PATIENCE_MS) delay(1);
  char text[64] = "";
  udp.read(text, sizeof text - 1);
  tell("answer", text);
  tell("from", udp.remoteIP());
  tell("port", udp.remotePort());
  udp.stop();
}

int main(int count, char **words) {
  static HardwareSerial line;
  if (count != 8 || !line.begin(words[1])) return 2;
  const uint16_t tcpPort = atoi(words[4]);
  tell("init", WiFi.init(line));
  char version[32] = "";
  tell("version", WiFi.firmwareVersion(version));
  tell("networks", WiFi.scanNetworks());
  tell("network", WiFi.SSID(static_cast<uint8_t>(0)));
  tell("joined", WiFi.begin(words[2], words[3]) == WL_CONNECTED);
  tell("status", WiFi.status() == WL_CONNECTED);
  char ssid[33] = "";
  tell("ssid", WiFi.SSID(ssid));
  tell("ip", WiFi.localIP());
  tell("gateway", WiFi.gatewayIP());
  tell("dhcp", WiFi.dhcpIsEnabled());
  tell("dns", WiFi.dnsIP());
  char name[33] = "";
  tell("named", WiFi.setHostname("driver"));
  tell("hostname", WiFi.hostname(name));
  IPAddress found;
  tell("lookup", WiFi.hostByName(HOST, found));
  tell("found", found);
  tell("ping", WiFi.ping(HOST));
  talkOverTcp(tcpPort, atoi(words[5]), atoi(words[7]));
  serveTcp();
  talkOverUdp(atoi(words[6]));
  WiFi.disconnect();
  tell("left", WiFi.status() == WL_DISCONNECTED);
  return 0;
}
