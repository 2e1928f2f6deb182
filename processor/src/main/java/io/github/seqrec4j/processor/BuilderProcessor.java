package io.github.seqrec4j.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Writes a builder beside every record that is annotated with {@code Built}: {@code SasRec} gets
 * {@code SasRecBuilder}. What the record lacks to have one is an error of the compilation.
 */
@SupportedAnnotationTypes(BuilderProcessor.BUILT)
public final class BuilderProcessor extends AbstractProcessor {

  static final String API = "io.github.seqrec4j.api.";
  static final String BUILT = API + "Built";

  /** Made by the compiler. */
  public BuilderProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (Element annotated : round.getElementsAnnotatedWith(annotation)) {
        try {
          write(Spec.of((TypeElement) annotated, processingEnv.getElementUtils()), annotated);
        } catch (UnfitSpecException e) {
          error(e.getMessage(), e.element());
        } catch (IOException e) {
          error("the builder of " + annotated + " cannot be written: " + e, annotated);
        }
      }
    }
    return false;
  }

  private void write(Spec spec, Element origin) throws IOException {
    String name = spec.packageName() + "." + spec.builder();
    try (Writer out = processingEnv.getFiler().createSourceFile(name, origin).openWriter()) {
      out.write(new BuilderSource(spec).toString());
    }
  }

  private void error(String message, Element at) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, at);
  }
}
