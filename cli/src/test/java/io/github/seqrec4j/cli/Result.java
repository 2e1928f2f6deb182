package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command line came to.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Result(int status, String out, String err) {

  /** Runs a command line in this process. */
  static Result of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int status = Seqrec.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new Result(status, out.toString(), err.toString());
  }

  /** It is done, without a word of an error. */
  Result good() {
    assertThat(status).as("status of what said %s", err).isZero();
    assertThat(err).doesNotContain("seqrec:");
    return this;
  }

  /** It failed with one message that holds all parts, and without a stack trace. */
  Result failed(int expected, String... parts) {
    assertThat(err).contains(parts).contains("seqrec: ");
    assertThat(err).doesNotContain("\tat ", "Exception", "defect");
    assertThat(status).as("status of what said %s", err).isEqualTo(expected);
    return this;
  }
}
