package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.imports.contract.ImporterContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Runs the contract on importers with one fault each: it must find that fault and no other. None is
 * registered, which it finds too.
 */
class BrokenImportersTest {

  private static final String UNREGISTERED = "type_selectsThisClass";

  private static volatile boolean running;

  /** What is wrong with an importer of lines {@code user item time}. */
  enum Fault {
    NONE,
    /** What looks like a number becomes one. */
    NUMBERS,
    /** A field that is not there is taken for granted. */
    LENIENT,
    /** Leaves something beside the source. */
    WRITES,
    /** Does not look whether there is a file. */
    BLIND
  }

  @Test
  void soundImporter_passes() {
    assertThat(failures(Sound.class)).containsExactly(UNREGISTERED);
  }

  @Test
  void identifiersAsNumbers_failOrderAndDataset() {
    assertThat(failures(Numbers.class))
        .contains("everyRecord_isKeptInItsOrder", "dataset_keepsIdentifiersAndTies");
  }

  @Test
  void missingFieldsInvented_failTruncation() {
    assertThat(failures(Lenient.class))
        .containsExactlyInAnyOrder(UNREGISTERED, "truncatedRecord_isRejectedWithFileAndLine");
  }

  @Test
  void changedSource_isFound() {
    assertThat(failures(Writes.class))
        .containsExactlyInAnyOrder(
            UNREGISTERED, "sameSource_givesSameFilesAndStaysAsItIs", "emptyFolder_isRefusedByName");
  }

  @Test
  void missingFileUnnoticed_failsEmptyFolder() {
    assertThat(failures(Blind.class))
        .containsExactlyInAnyOrder(UNREGISTERED, "emptyFolder_isRefusedByName");
  }

  private static Set<String> failures(Class<?> contract) {
    running = true;
    try {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(contract))
          .execute()
          .testEvents()
          .failed()
          .list()
          .stream()
          .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
          .collect(Collectors.toSet());
    } finally {
      running = false;
    }
  }

  static boolean isRunning() {
    return running;
  }

  private record Broken(Fault fault) implements Importer {

    @Override
    public String type() {
      return "broken";
    }

    @Override
    public ImportPlan plan(Path source) {
      Path file = source.resolve("log.txt");
      if (fault == Fault.WRITES) {
        write(source.resolve("index"));
      }
      if (!Files.exists(file) && fault != Fault.BLIND && fault != Fault.WRITES) {
        throw new DataException(source + ": no log.txt");
      }
      RecordParser<ImportedInteraction> parser =
          fields -> {
            if (fields.size() != 3 && fault != Fault.LENIENT) {
              throw new RejectedRecord("expected 3 fields, got " + fields.size());
            }
            return List.of(
                new ImportedInteraction(
                    id(fields.get(0)),
                    id(fields.size() > 1 ? fields.get(1) : "none"),
                    fields.size() > 2 ? fields.get(2) : "0",
                    null));
          };
      return new ImportPlan(
          List.of(
              new SourceTable<>(file, Layout.separated(" ", StandardCharsets.UTF_8), 0, parser)),
          List.of(),
          EnumSet.of(InteractionColumn.TIMESTAMP),
          List.of(),
          null,
          List.of());
    }

    private String id(String text) {
      return fault == Fault.NUMBERS && text.matches("[0-9]{1,9}")
          ? String.valueOf(Integer.parseInt(text))
          : text;
    }

    private static void write(Path file) {
      try {
        Files.writeString(file, "1");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @EnabledIf("io.github.seqrec4j.imports.BrokenImportersTest#isRunning")
  abstract static class Case extends ImporterContract {
    private final Fault fault;

    Case(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected Importer importer() {
      return new Broken(fault);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of();
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      return Files.write(
          folder.resolve("log.txt"),
          interactions.stream().map(e -> e.user() + " " + e.item() + " " + e.time()).toList());
    }
  }

  static final class Sound extends Case {
    Sound() {
      super(Fault.NONE);
    }
  }

  static final class Numbers extends Case {
    Numbers() {
      super(Fault.NUMBERS);
    }
  }

  static final class Lenient extends Case {
    Lenient() {
      super(Fault.LENIENT);
    }
  }

  static final class Writes extends Case {
    Writes() {
      super(Fault.WRITES);
    }
  }

  static final class Blind extends Case {
    Blind() {
      super(Fault.BLIND);
    }
  }
}
