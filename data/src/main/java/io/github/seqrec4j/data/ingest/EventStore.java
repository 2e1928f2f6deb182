package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.data.table.DuckDb;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Takes interactions into the database's table {@value #TABLE} ({@link EventColumns}), in the order
 * given, on a thread of its own: reading goes on meanwhile. The database starts with the first full
 * batch, so that an error in a small file is told at once.
 */
final class EventStore implements AutoCloseable {

  static final String TABLE = "events";
  private static final int BATCH = 1 << 14;
  private static final int BATCHES = 4;

  private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES + 1);
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES + 1);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "seqrec-ingest");
            daemon.setDaemon(true);
            return daemon;
          });
  private final DuckDb.Resources resources;
  private final EventColumns columns;
  private @Nullable Future<DuckDBConnection> loading;
  private Batch batch = new Batch();

  private static final class Batch {
    private final int[] users = new int[BATCH];
    private final int[] items = new int[BATCH];
    private final int[] categories = new int[BATCH];
    private final long[] times = new long[BATCH];
    private final int[] billionths = new int[BATCH];
    private final double[] values = new double[BATCH];
    private int size;
    private boolean last;
  }

  EventStore(DuckDb.Resources resources, EventColumns columns) {
    for (int i = 1; i < BATCHES; i++) {
      free.add(new Batch());
    }
    this.resources = resources;
    this.columns = columns;
  }

  void add(int user, int item, int category, long time, int billionths, double value) {
    Batch to = batch;
    to.users[to.size] = user;
    to.items[to.size] = item;
    to.categories[to.size] = category;
    to.times[to.size] = time;
    to.billionths[to.size] = billionths;
    to.values[to.size] = value;
    if (++to.size == BATCH) {
      full.add(to);
      batch = free(started());
    }
  }

  private Future<DuckDBConnection> started() {
    Future<DuckDBConnection> started = loading;
    if (started == null) {
      started = thread.submit(this::load);
      loading = started;
    }
    return started;
  }

  private Batch free(Future<DuckDBConnection> load) {
    try {
      Batch next = free.poll(1, TimeUnit.SECONDS);
      while (next == null) {
        if (load.isDone()) {
          finished(load); // throws what ended it
        }
        next = free.poll(1, TimeUnit.SECONDS);
      }
      next.size = 0;
      return next;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for all to be in the table; the connection is closed with this store. */
  DuckDBConnection finish() {
    batch.last = true;
    full.add(batch);
    return finished(started());
  }

  private static DuckDBConnection finished(Future<DuckDBConnection> load) {
    try {
      return load.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw DuckDb.failure("cannot take up the interactions", cause);
      }
      if (e.getCause() instanceof SeqrecException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot take up the interactions", e.getCause());
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while reading interactions", e);
  }

  private DuckDBConnection load() throws SQLException, InterruptedException {
    DuckDBConnection connection = DuckDb.open(resources);
    try {
      try (var statement = connection.createStatement()) {
        statement.execute("create temp table " + TABLE + " (" + columns.types() + ")");
      }
      try (DuckDBAppender appender = connection.createAppender("temp", "main", TABLE)) {
        boolean last = false;
        while (!last) {
          Batch next = full.take();
          for (int i = 0; i < next.size; i++) {
            appender.beginRow();
            appender.append(next.users[i]);
            appender.append(next.items[i]);
            appender.append(next.times[i]);
            appender.append(next.billionths[i]);
            if (columns.categories()) {
              appender.append(next.categories[i]);
            }
            if (columns.values()) {
              appender.append(next.values[i]);
            }
            appender.endRow();
          }
          last = next.last;
          free.add(next);
        }
      }
      return connection;
    } catch (SQLException | InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the database does not end");
      }
      if (loading != null) {
        try {
          loading.get().close();
        } catch (ExecutionException e) {
          return; // it never came to a connection; finish() has said why
        } catch (SQLException e) {
          throw DuckDb.failure("cannot close the database", e);
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
