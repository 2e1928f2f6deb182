package io.github.seqrec4j.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection over which anything can be sent, or nothing. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader in;

  RawConnection(URI address) throws IOException {
    socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Start of a request with a body of this length. */
  static String head(String path, long length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** Status of the next answer; -1 where the connection ends without one. */
  int status() throws IOException {
    try {
      String line = in.readLine();
      return line == null ? -1 : Integer.parseInt(line.split(" ", 3)[1]);
    } catch (SocketException e) {
      return -1; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
