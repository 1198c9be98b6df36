package io.processhub.console.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request without a connection, and its answer. */
final class Request extends HttpExchange {
    private final String method;
    private final URI target;
    private final InputStream body;
    private final Headers headers = new Headers();
    private final OutputStream answer = new ByteArrayOutputStream();
    private int status = -1;

    Request(String method, URI target, byte[] body) {
        this.method = method;
        this.target = target;
        this.body = new ByteArrayInputStream(body);
    }

    @Override
    public Headers getRequestHeaders() {
        return headers;
    }

    @Override
    public Headers getResponseHeaders() {
        return headers;
    }

    @Override
    public URI getRequestURI() {
        return target;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException("there is no server");
    }

    @Override
    public void close() {
        status = 0;
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return answer;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
        status = code;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return InetSocketAddress.createUnresolved("localhost", 1);
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return getRemoteAddress();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        throw new UnsupportedOperationException("attribute " + name);
    }

    @Override
    public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
        throw new UnsupportedOperationException("streams stay");
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
