/** Tests of the binder, on components of their own. */
@NullMarked
package io.github.seqrec4j.api.config;

import org.jspecify.annotations.NullMarked;
