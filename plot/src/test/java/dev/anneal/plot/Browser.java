package dev.anneal.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chromium without a window, spoken to in its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final long PATIENCE = 60;

    private final Process process;
    private final WebSocket socket;
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private int calls;

    private Browser(Process process, String target) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(target), new Listener())
                .join();
        call("Log.enable", "");
        call("Runtime.enable", "");
        call("Page.enable", "");
        call("Network.enable", "");
    }

    /** Where Chromium is installed, if it is. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path profile) throws IOException, InterruptedException {
        var start = new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--window-size=1280,1150",
                "--user-data-dir=" + profile,
                "about:blank");
        // what it leaves lying about when it is stopped goes where the profile is
        start.environment().put("TMPDIR", profile.toString());
        Process process = start.redirectErrorStream(true).start();
        String port = null;
        try (var out = process.inputReader()) {
            Pattern listening = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
            for (String line = out.readLine(); line != null && port == null; line = out.readLine()) {
                Matcher matcher = listening.matcher(line);
                port = matcher.find() ? matcher.group(1) : null;
            }
        }
        assertThat(port).as("the port of DevTools").isNotNull();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String targets = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        Matcher page = Pattern.compile("\"webSocketDebuggerUrl\": \"(ws:[^\"]*/page/[^\"]*)\"")
                .matcher(targets);
        assertThat(page.find()).as(targets).isTrue();
        return new Browser(process, page.group(1));
    }

    /** Opens a page and waits until it has loaded. */
    void open(Path page) {
        complaints.clear();
        call("Page.navigate", "\"url\":\"" + page.toUri() + "\"");
        await("\"method\":\"Page.loadEventFired\"");
    }

    /** The value of an expression of JavaScript, as text. */
    String eval(String expression) {
        String script = "encodeURIComponent(String(" + expression + "))";
        String escaped = script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        String answer = call("Runtime.evaluate", "\"expression\":\"" + escaped + "\"");
        Matcher value =
                Pattern.compile("\"type\":\"string\",\"value\":\"([^\"]*)\"").matcher(answer);
        assertThat(value.find()).as(answer).isTrue();
        return URLDecoder.decode(value.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    void mouse(String type, double x, double y) {
        boolean press = !type.equals("mouseMoved");
        call(
                "Input.dispatchMouseEvent",
                "\"type\":\"" + type + "\",\"x\":" + x + ",\"y\":" + y + ",\"button\":\"" + (press ? "left" : "none")
                        + "\",\"clickCount\":" + (press ? 1 : 0));
    }

    void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]");
    }

    byte[] screenshot() {
        Matcher data = Pattern.compile("\"data\":\"([^\"]*)\"").matcher(call("Page.captureScreenshot", ""));
        assertThat(data.find()).isTrue();
        return Base64.getDecoder().decode(data.group(1));
    }

    /** Errors, warnings and requests for anything but the page itself since it was opened. */
    List<String> complaints() {
        eval("0");
        return List.copyOf(complaints);
    }

    private String call(String method, String parameters) {
        int id = ++calls;
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .join();
        return await("{\"id\":" + id + ",");
    }

    private String await(String part) {
        try {
            while (true) {
                String message = messages.poll(PATIENCE, TimeUnit.SECONDS);
                assertThat(message).as("an answer with " + part).isNotNull();
                boolean network = message.contains("\"method\":\"Network.requestWillBeSent\"");
                boolean own = message.contains("\"url\":\"file:");
                if (message.contains("Log.entryAdded")
                        || message.contains("Runtime.exceptionThrown")
                        || message.contains("Runtime.consoleAPICalled")
                        || network && !own) {
                    complaints.add(message);
                }
                if (message.contains(part)) {
                    return message;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.onExit().completeOnTimeout(process, PATIENCE, TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
        // they write to the profile until they are gone
        all.forEach(one -> one.onExit().join());
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            parts.append(text);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
