package org.example.shop

import io.github.seqrec4j.api.Recommendation
import io.github.seqrec4j.data.Dataset
import io.github.seqrec4j.imports.demo.DemoCatalogue
import io.github.seqrec4j.encode.FeatureEncoding
import io.github.seqrec4j.kotlin.fit
import io.github.seqrec4j.kotlin.multiModal
import io.github.seqrec4j.kotlin.recommender
import io.github.seqrec4j.kotlin.sasRec
import java.nio.file.Path

/** Trains on the generated shop and recommends five items to its first customer. */
suspend fun recommend(directory: Path): List<Recommendation> {
  DemoCatalogue.write(directory, 42)
  FeatureEncoding.encodeText(directory)
  FeatureEncoding.encodeImages(directory)
  val spec = recommender {
    itemEncoder = multiModal { width = 32 }
    backbone = sasRec { layers = 1 }
    training { epochs = 1 }
  }
  return Dataset.open(directory).use { dataset ->
    spec.fit(dataset).use { model ->
      val users = model.histories().orElseThrow()
      model.recommend(users.history(users.users().first()), 5)
    }
  }
}
