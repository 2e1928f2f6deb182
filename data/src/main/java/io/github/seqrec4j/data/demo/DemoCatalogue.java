package io.github.seqrec4j.data.demo;

import io.github.seqrec4j.api.DataException;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A made-up shop as a dataset directory: 1,500 items with titles and pictures, 4,000 users and some
 * 45,000 interactions, 5 to 30 per user.
 *
 * <p>Titles tell what an item is and what it is used for, pictures what it is and how it looks, and
 * which item goes with which is seen in the interactions alone; all three bear on what a user takes
 * next. Most items are rare.
 */
public final class DemoCatalogue {

  /** How many items there are. */
  public static final int ITEMS = 1500;

  /** How many users there are. */
  public static final int USERS = 4000;

  private static final long START = 1_672_531_200L; // 2023-01-01, seconds
  private static final int SPAN = 600 * 24 * 3600; // in which users begin, seconds
  private static final int SHORTEST_GAP = 60; // between two interactions of a user, seconds
  private static final double MEAN_GAP = 3 * 24 * 3600; // seconds

  private DemoCatalogue() {}

  private record Interaction(int user, int product, long timestamp) {}

  /**
   * Writes {@code items.tsv} (item, title, category), {@code interactions.tsv} (user, item,
   * timestamp in seconds since 1970, in the order of time) and {@code images/<item>.png} (64 x 64
   * points). The directory appears when all is written.
   *
   * @param directory where to; nothing, or an empty directory, may be there
   * @param seed the same seed gives the same bytes, on the same version of Java
   * @throws DataException if something is there already
   */
  public static void write(Path directory, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Product> products = Shop.stock(ITEMS, random.split());
    List<Interaction> interactions = interactions(products, random.split());
    SplittableRandom drawing = random.split();
    try {
      NewDirectory.write(
          directory,
          partial -> {
            writeItems(partial.resolve("items.tsv"), products);
            writeInteractions(partial.resolve("interactions.tsv"), interactions, products);
            writePictures(partial.resolve("images"), products, drawing);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  private static List<Interaction> interactions(List<Product> products, SplittableRandom random) {
    Customers customers = new Customers(products);
    List<Interaction> interactions = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      long time = START + random.nextInt(SPAN);
      for (int product : customers.history(random)) {
        interactions.add(new Interaction(user, product, time));
        double wait = -MEAN_GAP * StrictMath.log(1 - random.nextDouble());
        time += SHORTEST_GAP + (long) wait;
      }
    }
    interactions.sort(Comparator.comparingLong(Interaction::timestamp)); // stable
    return interactions;
  }

  private static void writeItems(Path file, List<Product> products) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write("item\ttitle\tcategory\n");
      for (Product product : products) {
        String category = product.category().nouns().get(0);
        writer.write(product.id() + "\t" + product.title() + "\t" + category + "\n");
      }
    }
  }

  private static void writeInteractions(
      Path file, List<Interaction> interactions, List<Product> products) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write("user\titem\ttimestamp\n");
      for (Interaction interaction : interactions) {
        writer.write(
            String.format(Locale.ROOT, "u%04d\t", interaction.user() + 1)
                + products.get(interaction.product()).id()
                + "\t"
                + interaction.timestamp()
                + "\n");
      }
    }
  }

  private static void writePictures(Path folder, List<Product> products, SplittableRandom random)
      throws IOException {
    Files.createDirectory(folder);
    ImageWriter png = ImageIO.getImageWritersByFormatName("png").next();
    try {
      for (Product product : products) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
          png.setOutput(out);
          png.write(new IIOImage(Pictures.draw(product, random), null, null));
        }
        Files.write(folder.resolve(product.id() + ".png"), bytes.toByteArray());
      }
    } finally {
      png.dispose();
    }
  }
}
