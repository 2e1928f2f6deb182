package io.github.seqrec4j.api;

import java.util.List;

/** A configuration that cannot be used, with every problem found in it. */
public final class ConfigException extends SeqrecException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With at least one problem, each naming where it is, what was found and what was expected. */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the files. */
  public List<String> problems() {
    return problems;
  }
}
