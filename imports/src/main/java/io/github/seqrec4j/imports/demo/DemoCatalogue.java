package io.github.seqrec4j.imports.demo;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.NewDirectory;
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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A made-up shop as a dataset directory: 1,500 items with titles and pictures, 4,000 users and some
 * 38,000 interactions, 5 to 30 per user.
 *
 * <p>Nothing here is real, and nothing found on it is a finding about people. What is assumed, by
 * design: a customer has two hobbies, which titles alone tell, and likes two colours and two
 * patterns, which pictures alone tell; what an item is, which both tell, decides what goes with it
 * next; items of one shelf sell together for no reason that content tells, so that there is
 * something for IDs alone to learn. Popularity is skewed, most items are rare, and the last {@value
 * #UNSOLD} have never been sold. How much each counts is said in {@link Customers} and {@link
 * Shop}.
 */
public final class DemoCatalogue {

  /** How many items there are. */
  public static final int ITEMS = 1500;

  /** How many users there are. */
  public static final int USERS = 4000;

  /** How many items, the last ones, nobody has bought. */
  public static final int UNSOLD = 40;

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
   * @return what each picture shows besides the kind of thing, such as "teal dots", by item; for
   *     people to read, it is in no file
   * @throws DataException if something is there already
   */
  public static Map<String, String> write(Path directory, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Product> products = Shop.stock(ITEMS, UNSOLD, random.split());
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
    return products.stream().collect(Collectors.toUnmodifiableMap(Product::id, Product::look));
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
          png.write(new IIOImage(ItemDrawings.draw(product, random), null, null));
        }
        Files.write(folder.resolve(product.id() + ".png"), bytes.toByteArray());
      }
    } finally {
      png.dispose();
    }
  }
}
