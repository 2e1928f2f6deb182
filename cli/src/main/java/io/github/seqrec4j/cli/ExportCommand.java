package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.NewDirectory;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.cli.export.BulkSink;
import io.github.seqrec4j.cli.export.ExportTask;
import io.github.seqrec4j.cli.export.LuceneSink;
import io.github.seqrec4j.cli.export.NpySink;
import io.github.seqrec4j.cli.export.ParquetSink;
import io.github.seqrec4j.cli.export.TextSink;
import io.github.seqrec4j.cli.export.VectorSink;
import io.github.seqrec4j.lucene.ModelIdentity;
import io.github.seqrec4j.lucene.VectorIndexSpec;
import io.github.seqrec4j.lucene.VectorIndexSpec.Precision;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec export}. */
@Command(
    name = "export",
    description = {
      "Writes the vectors of a model's items, or users, for other systems. The score of an item is",
      "the inner product of the user's vector with its own."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./seqrec export --model runs/demo/odmt/model --to lucene --out runs/demo/index",
      "  ./seqrec export --model runs/demo/odmt/model --to parquet --out runs/demo/vectors"
    })
final class ExportCommand implements Callable<Integer> {

  /** Where to. */
  enum Target {
    /** A Lucene index. */
    LUCENE,
    /** Bulk files of OpenSearch and Elasticsearch. */
    OPENSEARCH,
    /** A Parquet file. */
    PARQUET,
    /** A CSV file. */
    CSV,
    /** A NumPy array. */
    NPY
  }

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = {
        "One of ${COMPLETION-CANDIDATES}. OPENSEARCH also is for Elasticsearch; PARQUET and CSV",
        "suit pgvector."
      })
  private Target to = Target.LUCENE;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory to write; new or empty, or a Lucene index that is replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--users",
      description = {
        "Vectors of users instead: those of --data, or of a model that was trained with",
        "--with-users. For PARQUET, CSV and NPY."
      })
  private boolean users;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Dataset directory with the users, or with the items that have --attribute.")
  private @Nullable Path data;

  @Option(
      names = "--attribute",
      paramLabel = "COLUMN[:KIND]",
      description = {
        "A column of the items file that is exported too, as keyword, text or number; keyword",
        "unless said. May be repeated."
      })
  private List<String> attributes = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Time of the users' requests, for models that read it.")
  private @Nullable String at;

  @Option(
      names = "--connections",
      paramLabel = "M",
      description = "Neighbours of a node of the graph (LUCENE, OPENSEARCH); default 16.")
  private int connections = new VectorIndexSpec().connections();

  @Option(
      names = "--construction",
      paramLabel = "N",
      description = "Candidates for them (LUCENE, OPENSEARCH); default 100.")
  private int construction = new VectorIndexSpec().construction();

  @Option(
      names = "--int8",
      description = "Walk the graph with numbers of one byte (LUCENE, OPENSEARCH).")
  private boolean int8;

  @Spec private @Nullable CommandSpec command;

  ExportCommand() {}

  @Override
  public Integer call() {
    check();
    VectorIndexSpec index =
        VectorIndexSpec.builder()
            .connections(connections)
            .construction(construction)
            .precision(int8 ? Precision.INT8 : Precision.FLOAT32)
            .build();
    Console console = Console.of(command);
    try (SequentialRecommender recommender = SequentialRecommender.load(model.path());
        ExportRows rows =
            users
                ? ExportRows.users(recommender, model.path(), data, at, console)
                : ExportRows.items(recommender, model.path(), data, attributes)) {
      int dimension = recommender.itemVector(recommender.items().get(0)).length;
      ExportTask task =
          new ExportTask(
              users ? ExportTask.Kind.USER : ExportTask.Kind.ITEM,
              rows.size(),
              dimension,
              rows.attributes(),
              index,
              ModelIdentity.of(recommender));
      write(rows, task, console);
      console
          .out()
          .printf(
              "%s: %d %s, vectors of %d numbers%s%n",
              out,
              rows.size(),
              users ? "users" : "items",
              dimension,
              rows.leftOut() == 0
                  ? ""
                  : "; left out, as the model knows none of their items: " + rows.leftOut());
      console.out().flush();
    }
    return 0;
  }

  private void check() {
    if (users && (to == Target.LUCENE || to == Target.OPENSEARCH)) {
      throw new UsageException("--users is for PARQUET, CSV and NPY; an index is searched by them");
    }
    if (users && !attributes.isEmpty()) {
      throw new UsageException("--attribute is one of items; users have none");
    }
    if (!users && data == null && !attributes.isEmpty()) {
      throw new UsageException("--attribute needs --data DIR, whose items file has the column");
    }
    if (!users && data != null && attributes.isEmpty()) {
      throw new UsageException("--data is for --users and --attribute; items come with the model");
    }
    if (at != null && (!users || data == null)) {
      throw new UsageException("--at is the time of the requests of --users --data DIR");
    }
    boolean graph = to == Target.LUCENE || to == Target.OPENSEARCH;
    if (int8 && !graph) {
      throw new UsageException("--int8 is for LUCENE and OPENSEARCH; " + to + " holds float32");
    }
  }

  private void write(ExportRows rows, ExportTask task, Console console) {
    try (Interruption interruption =
            Interruption.watch(console, "interrupted; nothing is exported");
        CountedProgress progress = new CountedProgress(console, users ? "users" : "items")) {
      progress.start("export", task.rows(), 0);
      interruption.run(
          () -> {
            write(
                rows,
                task,
                done -> {
                  progress.advanceTo(done);
                  interruption.check();
                });
            return task;
          });
    }
  }

  private void write(ExportRows rows, ExportTask task, IntConsumer progress) {
    if (to == Target.LUCENE) { // shows an index at once, also in place of another
      fill(new LuceneSink(out, task), rows, progress);
      return;
    }
    try {
      NewDirectory.write(out, directory -> fill(sink(directory, task), rows, progress));
    } catch (IOException e) {
      throw WriteFailure.of(out, e, "name another --out");
    }
  }

  private VectorSink sink(Path directory, ExportTask task) {
    return switch (to) {
      case LUCENE -> new LuceneSink(directory, task);
      case OPENSEARCH -> new BulkSink(directory, task);
      case PARQUET -> new ParquetSink(directory, task);
      case CSV -> new TextSink(directory, task, TextSink.Vectors.IN_FILE);
      case NPY -> new NpySink(directory, task);
    };
  }

  private static void fill(VectorSink sink, ExportRows rows, IntConsumer progress) {
    try (sink) {
      rows.writeTo(sink, progress);
      sink.finish();
    }
  }
}
