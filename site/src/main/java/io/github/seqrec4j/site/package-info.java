/**
 * Makes the guide: parts that only the code knows, such as components, commands and error messages;
 * pages from AsciiDoc, which include them; navigation, search and style around the pages. {@link
 * io.github.seqrec4j.site.BuildSite} is the start.
 */
@NullMarked
package io.github.seqrec4j.site;

import org.jspecify.annotations.NullMarked;
