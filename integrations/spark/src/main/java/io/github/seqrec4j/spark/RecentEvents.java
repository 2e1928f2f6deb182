package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.data.ingest.Time;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a user, in the order of time, item and category; so they are the same however
 * a stream was cut into batches, and whichever of two events came late. As bytes they are the state
 * of a stream.
 *
 * @param kind what times are written as
 * @param events oldest first
 */
record RecentEvents(Time.Kind kind, List<Entry> events) {

  private static final byte FORMAT = 1;

  /** An event; its time as a whole number and billionths. */
  record Entry(long time, int billionths, String item, @Nullable String category) {

    private static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::time)
            .thenComparingInt(Entry::billionths)
            .thenComparing(Entry::item)
            .thenComparing(Entry::category, Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  /** With further ones, of which, and of all, the last {@code most} stay. */
  RecentEvents with(Collection<Entry> further, int most) {
    List<Entry> all = new ArrayList<>(events);
    all.addAll(further);
    all.sort(Entry.ORDER);
    return new RecentEvents(
        kind, List.copyOf(all.subList(Math.max(0, all.size() - most), all.size())));
  }

  /** As a request has them. */
  List<Event> history(Time.Unit unit) {
    return events.stream()
        .map(e -> UserEventRow.event(e.item(), e.time(), kind, unit, e.category()))
        .toList();
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(kind.name());
      out.writeInt(events.size());
      for (Entry event : events) {
        out.writeLong(event.time());
        out.writeInt(event.billionths());
        write(out, event.item());
        out.writeBoolean(event.category() != null);
        if (event.category() != null) {
          write(out, event.category());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of an array: never
    }
    return bytes.toByteArray();
  }

  static RecentEvents of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "the state of this stream is of format "
                + format
                + ", this version reads "
                + FORMAT
                + "; start the stream with a new checkpoint");
      }
      Time.Kind kind = Time.Kind.valueOf(in.readUTF());
      int size = in.readInt();
      List<Entry> events = new ArrayList<>();
      for (int e = 0; e < size; e++) {
        events.add(
            new Entry(in.readLong(), in.readInt(), read(in), in.readBoolean() ? read(in) : null));
      }
      return new RecentEvents(kind, List.copyOf(events));
    } catch (IOException e) {
      throw new UncheckedIOException("the state of this stream is damaged", e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
