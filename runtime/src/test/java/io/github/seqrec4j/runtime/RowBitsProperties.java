package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowBitsProperties {

  @Property(tries = 200)
  void set_isABitSet_andThoseBeforeStayAsTheyWere(
      @ForAll @Size(max = 60) List<@IntRange(min = -200_000, max = 200_000) Integer> changes) {
    RowBits bits = RowBits.NONE;
    BitSet expected = new BitSet();
    for (int change : changes) {
      RowBits before = bits;
      BitSet then = (BitSet) expected.clone();
      bits = change < 0 ? bits.without(-change) : bits.with(change);
      expected.set(Math.abs(change), change >= 0);
      check(before, then);
    }
    check(bits, expected);
  }

  private static void check(RowBits bits, BitSet expected) {
    assertThat(bits.count()).isEqualTo(expected.cardinality());
    int row = bits.next(0);
    for (int next = expected.nextSetBit(0); next >= 0; next = expected.nextSetBit(next + 1)) {
      assertThat(row).isEqualTo(next);
      assertThat(bits.get(row)).isTrue();
      assertThat(bits.get(row + 1)).isEqualTo(expected.get(row + 1));
      row = bits.next(row + 1);
    }
    assertThat(row).isEqualTo(-1);
  }
}
