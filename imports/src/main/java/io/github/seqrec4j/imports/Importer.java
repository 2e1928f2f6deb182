package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;

/**
 * Knows the files of one format: which there are, how they are cut into records, and what a record
 * says. Reading, checking, counting and writing are done by {@link DatasetImport}.
 */
public interface Importer extends Component {

  /**
   * Finds the files of this format and says how they are read. It may look into files, at header
   * lines say, but reads none of them whole.
   *
   * @param source a folder, possibly inside an archive, or a file; it exists
   * @throws DataException if a file of the format is missing, there are two where one is meant, or
   *     a header cannot be used; the message names file, what was expected, and the remedy
   */
  ImportPlan plan(Path source);
}
