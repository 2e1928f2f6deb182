package io.github.seqrec4j.testkit;

import io.github.seqrec4j.api.Internal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes files at random, as damage and forgery do, for tests of what reads them. */
@Internal
public final class Mutations {

  private static final int MOST = 4;
  private static final int LONGEST = 64; // bytes

  /** What upsets parsers: numbers out of range, brackets without end, words of several formats. */
  private static final String[] PIECES = {
    "{\"",
    "[[",
    "null",
    "-1",
    "0",
    "1e999",
    "NaN",
    "99999999999",
    "2147483648",
    "\"\"",
    "\t",
    "\n",
    "\\u0000",
    "${a}",
    "include \"x\"",
    "}",
    "\"",
    "\u00ff",
    "true",
    "9223372036854775807"
  };

  private Mutations() {}

  /**
   * A changed copy: up to four changes, each of a byte, or a stretch cut, repeated, overwritten or
   * broken off.
   *
   * @param bytes at least one
   */
  public static byte[] of(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int n = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST); n > 0; n--) {
      int at = random.nextInt(changed.length);
      int length = random.nextInt(Math.min(LONGEST, changed.length - at) + 1);
      byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
      switch (random.nextInt(7)) {
        case 0 -> changed[at] = (byte) random.nextInt();
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed = spliced(changed, at, at + length, new byte[0]);
        case 3 -> changed = spliced(changed, at, at, Arrays.copyOfRange(changed, at, at + length));
        case 4 -> changed = spliced(changed, at, at, piece);
        case 5 -> changed = spliced(changed, at, at + length, piece);
        default -> changed = Arrays.copyOf(changed, Math.max(1, at));
      }
    }
    return changed;
  }

  /**
   * A changed copy of a file: one in three by {@link FormMutations}, the others as above.
   *
   * @param name of the file, the ending of which tells its form
   * @param bytes of that form, at least one
   */
  public static byte[] of(String name, byte[] bytes, Random random) {
    return random.nextInt(3) == 0 ? FormMutations.of(name, bytes, random) : of(bytes, random);
  }

  /** A changed text; what is no UTF-8 afterwards becomes replacement characters. */
  public static String of(String text, Random random) {
    return new String(of(text.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result.length == 0 ? new byte[] {0} : result;
  }
}
