package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.encode.EncodeSection;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.server.RecommendationServer;
import io.github.seqrec4j.server.ServerSection;
import io.github.seqrec4j.server.ServerSpec;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec serve}. */
@Command(
    name = "serve",
    description = {
      "Serves a model over HTTP, with a page to try it, until Ctrl-C or a termination signal;",
      "then what is under way is answered first. A bundle that changes is loaded anew."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./seqrec serve --model runs/demo/odmt/model --port 8080"})
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Model directory, DIR/model of a run.")
  private Path model = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port; 0 takes a free one, which is printed. By default the configuration's.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Address to listen at; by default the configuration's, and without one this machine",
        "alone. 0.0.0.0 listens everywhere."
      })
  private @Nullable String host;

  @Option(
      names = "--admin-token-file",
      paramLabel = "FILE",
      description = {
        "File of the token that /v1/admin asks for, in one line of at least 16 characters;",
        "without it nobody may."
      })
  private @Nullable Path adminTokenFile;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder of pictures that the page shows: ITEM.jpg, .jpeg, .png or .webp.")
  private @Nullable Path images;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = {
        "Keeps items that are added or retired by /v1/admin/items, and has them again at the next",
        "start; it is made when needed. Without it they last as long as the process."
      })
  private @Nullable Path journal;

  @Option(
      names = "--encode-texts",
      description = {
        "Items that are added may bring their text instead of features, for the encoder of",
        "seqrec4j.encode.text, which must be that of the training."
      })
  private boolean encodeTexts;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file, of which seqrec4j.server and seqrec4j.encode are read.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets an option, for instance --set seqrec4j.server.max-concurrent=16.",
        "May be repeated."
      })
  private List<String> set = new ArrayList<>();

  @Spec private @Nullable CommandSpec command;

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Console console = Console.of(command);
    ConfigSource source = source();
    RecommendationServer.Start start = RecommendationServer.of(model).spec(spec(source));
    if (adminTokenFile != null) {
      start.adminToken(token(adminTokenFile));
    }
    if (images != null) {
      start.images(images);
    }
    if (journal != null) {
      start.journal(journal);
    }
    if (encodeTexts) {
      start.texts(
          source.section(RunSpec.ROOT, EncodeSection.KEY, EncodeSpec.class).text().encoder());
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try (RecommendationServer server = start.start()) {
      Runtime.getRuntime().addShutdownHook(stopping(server, stopped, console));
      console.out().println("serving " + model + " at " + server.address());
      console.out().flush();
      stopped.await(); // the end of the process runs the hook, and this never returns
    }
    return 0;
  }

  private static Thread stopping(
      RecommendationServer running, CountDownLatch stopped, Console console) {
    return new Thread(
        () -> {
          running.close();
          stopped.countDown();
          console.say("seqrec: stopped");
        },
        "seqrec-stop");
  }

  private ConfigSource source() {
    ConfigSource source =
        config == null
            ? ConfigSource.parse(RunSpec.ROOT + " {}", "command line", RunSpec.ROOT, set)
            : ConfigSource.load(config, RunSpec.ROOT, set);
    source.bind(RunSpec.ROOT, RunSpec.class); // which checks all other keys
    return source;
  }

  private ServerSpec spec(ConfigSource source) {
    ServerSpec spec = source.section(RunSpec.ROOT, ServerSection.KEY, ServerSpec.class);
    try {
      if (host != null) {
        spec = spec.toBuilder().host(host).build();
      }
      return port == null ? spec : spec.toBuilder().port(port).build();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--host, --port: " + e.getMessage(), e);
    }
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UsageException(
          "--admin-token-file: "
              + file
              + (Files.exists(file) ? " cannot be read as text" : " is missing")
              + "; make it, such as by openssl rand -hex 32",
          e);
    }
  }
}
