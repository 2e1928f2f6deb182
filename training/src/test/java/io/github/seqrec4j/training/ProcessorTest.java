package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {

  @Test
  void bfloat16_asLinuxLists() {
    assertThat(Processor.hasBfloat16("processor : 0\nflags\t\t: fpu sse2 avx512_bf16 avx2\n"))
        .contains(true);
    assertThat(Processor.hasBfloat16("processor : 0\nflags\t\t: fpu sse2 avx2\n")).contains(false);
    assertThat(Processor.hasBfloat16("Features\t: fp asimd bf16\n")).contains(true);
    assertThat(Processor.hasBfloat16("model name : unknown\n")).isEmpty();
  }
}
