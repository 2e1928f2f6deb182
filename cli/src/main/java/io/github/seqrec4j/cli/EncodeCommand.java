package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.encode.EncodeSection;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.EncodingSummary;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.encode.Redo;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec encode}. */
@Command(
    name = "encode",
    description = {
      "Makes the features of a dataset directory from its texts or pictures.",
      "What is there and was made of the same is left alone; a run that was broken off goes on."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./seqrec encode --data data/shop --modality text \\",
      "    --template '{title}. {brand}'",
      "          ./seqrec encode --data data/shop --modality text --set output=tokens",
      "          ./seqrec encode --data data/shop --modality image"
    })
final class EncodeCommand implements Callable<Integer> {

  /** What can be encoded. */
  enum Encodable {
    /** The items file's texts. */
    TEXT,
    /** The pictures. */
    IMAGE;

    String key() {
      return (this == TEXT ? Modality.TEXT : Modality.IMAGE).name();
    }
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Dataset directory; features go to DIR/features.")
  private Path data = Path.of("");

  @Option(
      names = "--modality",
      required = true,
      paramLabel = "NAME",
      description = "What to encode: ${COMPLETION-CANDIDATES}.")
  private Encodable modality = Encodable.TEXT;

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description = "Encoder, one of ./seqrec components; by default the configuration's.")
  private @Nullable String encoder;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      description = "Text of an item, columns of the items file in braces; by default its title.")
  private @Nullable String template;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Configuration file, of which seqrec4j.data and seqrec4j.encode are read; where columns",
        "have other names than item and title, the one that training is given."
      })
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets an option of the encoder, for instance --set output=tokens; or, from seqrec4j on,",
        "any key, for instance --set seqrec4j.data.item-column=sku. May be repeated."
      })
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads at work; by default one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--force", description = "Make the features anew even if nothing changed.")
  private boolean force;

  @Spec private @Nullable CommandSpec command;

  EncodeCommand() {}

  @Override
  public Integer call() {
    try {
      Arguments.within("--threads", threads, 1, Arguments.MAX_THREADS);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    ConfigSource source = load(overrides());
    DataSpec columns = source.bind(RunSpec.ROOT, RunSpec.class).data();
    EncodeSpec encode = encode(source);
    Console console = Console.of(command);
    EncodingSummary summary;
    try (Interruption interruption =
            Interruption.watch(console, "interrupted; the same command goes on");
        EncodingProgress progress = new EncodingProgress(console)) {
      EncodingOptions options =
          EncodingOptions.builder()
              .redo(force ? Redo.ALWAYS : Redo.IF_CHANGED)
              .threads(threads)
              .listener(interruption.breakingOff(progress))
              .build();
      summary =
          interruption.run(
              () ->
                  modality == Encodable.TEXT
                      ? FeatureEncoding.encodeText(data, columns, encode.text(), options)
                      : FeatureEncoding.encodeImages(data, columns, encode.image(), options));
    }
    console.out().println(summary);
    console.out().flush();
    return 0;
  }

  private ConfigSource load(List<String> overrides) {
    return config == null
        ? ConfigSource.parse(RunSpec.ROOT + " {}", "command line", RunSpec.ROOT, overrides)
        : ConfigSource.load(config, RunSpec.ROOT, overrides);
  }

  private static EncodeSpec encode(ConfigSource source) {
    return source.section(RunSpec.ROOT, EncodeSection.KEY, EncodeSpec.class);
  }

  /** All that the command line sets, by whole keys. */
  private List<String> overrides() {
    String at = RunSpec.ROOT + ".encode." + modality.key() + ".";
    List<String> overrides = new ArrayList<>();
    if (encoder != null) {
      overrides.add(at + "encoder.type=" + encoder);
    }
    if (template != null) {
      if (modality != Encodable.TEXT) {
        throw new UsageException("--template is for --modality text");
      }
      overrides.add(at + "template=" + template);
    }
    List<String> options = new ArrayList<>();
    for (String one : set) {
      (one.strip().startsWith(RunSpec.ROOT + ".") ? overrides : options).add(one);
    }
    if (!options.isEmpty()) {
      String type = chosen(overrides).type();
      options.forEach(option -> overrides.add(at + "encoder." + type + "." + option.strip()));
    }
    return overrides;
  }

  /** The encoder whose options are set by their short names. */
  private Component chosen(List<String> overrides) {
    EncodeSpec encode = encode(load(overrides));
    return modality == Encodable.TEXT ? encode.text().encoder() : encode.image().encoder();
  }
}
