package io.github.seqrec4j.processor;

import java.util.List;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads annotations by name: those of the API are compiled after this processor. */
final class Annotations {

  private Annotations() {}

  /** The annotation of this name, or null. */
  static @Nullable AnnotationMirror find(AnnotatedConstruct annotated, String name) {
    for (AnnotationMirror mirror : annotated.getAnnotationMirrors()) {
      if (((TypeElement) mirror.getAnnotationType().asElement())
          .getQualifiedName()
          .contentEquals(name)) {
        return mirror;
      }
    }
    return null;
  }

  /** A text of the annotation of this name; empty where either is absent. */
  static String text(AnnotatedConstruct annotated, String name, String member) {
    AnnotationValue value = value(find(annotated, name), member);
    return value == null ? "" : (String) value.getValue();
  }

  /** Texts of the annotation of this name; none where either is absent. */
  static List<String> texts(AnnotatedConstruct annotated, String name, String member) {
    AnnotationValue value = value(find(annotated, name), member);
    return value == null
        ? List.of()
        : ((List<?>) value.getValue())
            .stream().map(each -> (String) ((AnnotationValue) each).getValue()).toList();
  }

  private static @Nullable AnnotationValue value(@Nullable AnnotationMirror mirror, String member) {
    if (mirror != null) {
      for (var entry : mirror.getElementValues().entrySet()) {
        if (entry.getKey().getSimpleName().contentEquals(member)) {
          return entry.getValue();
        }
      }
    }
    return null;
  }
}
