package io.github.seqrec4j.server;

import io.github.seqrec4j.server.Problem.Kind;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says in our words what Jetty refuses before a request has a route. */
final class ProtocolErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Kind kind =
        status == 431
            ? Kind.HEADERS_TOO_LARGE
            : status >= 500 ? Kind.DEFECT : Kind.MALFORMED_REQUEST;
    String fix = kind == Kind.DEFECT ? "see the server's log" : "send what HTTP/1.1 allows";
    Reply reply =
        Reply.of(new Problem(kind, "HTTP status " + status + " of the protocol", null, fix));
    Exchange.headers(response.getHeaders(), reply);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }
}
