package org.example.shop

import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ShopTest {

  @Test
  fun recommend_fiveItems(@TempDir folder: Path) {
    val found = runBlocking { recommend(folder.resolve("data")) }
    assertEquals(5, found.map { it.item() }.distinct().size)
  }
}
