package io.github.seqrec4j.distill;

import io.github.seqrec4j.api.Branch;

/**
 * An edge of the teacher graph, written {@code teacher -> student}, for instance {@code id ->
 * text}.
 *
 * @param teacher name of a branch, or {@code ensemble} for the mean of all
 * @param student name of a branch
 */
public record Teacher(String teacher, String student) {

  private static final String ARROW = "->";

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if a name is blank, the two are equal, or the ensemble is to
   *     learn
   */
  public Teacher {
    if (teacher.isBlank()
        || student.isBlank()
        || teacher.equals(student)
        || student.equals(Branch.ENSEMBLE)) {
      throw new IllegalArgumentException(
          "a teacher must be written 'teacher -> student' with two different names, the student a branch: '"
              + teacher
              + " -> "
              + student
              + "'");
    }
  }

  /**
   * Reads {@code teacher -> student}.
   *
   * @throws IllegalArgumentException if the text is not of this form
   */
  public static Teacher parse(String text) {
    int at = text.indexOf(ARROW);
    if (at < 0) {
      throw new IllegalArgumentException(
          "a teacher must be written 'teacher -> student', for instance 'id -> text': '"
              + text
              + "'");
    }
    return new Teacher(text.substring(0, at).strip(), text.substring(at + ARROW.length()).strip());
  }

  @Override
  public String toString() {
    return teacher + " " + ARROW + " " + student;
  }
}
