package org.example.ktor

import io.github.seqrec4j.runtime.SequentialRecommender
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Over HTTP, with a model of 20 items and two branches, of random weights. */
class ShopTest {

  private val model = SequentialRecommender.load(Path.of("src/test/resources/model"))
  private val server = embeddedServer(CIO, port = 0, host = "127.0.0.1") { shop(model) }.start()
  private val port = runBlocking { server.engine.resolvedConnectors().first().port }

  @AfterEach
  fun stop() {
    server.stop(0, 0)
    model.close()
  }

  private fun recommend(body: String): HttpResponse<String> =
    HttpClient.newHttpClient()
      .send(
        HttpRequest.newBuilder(URI("http://127.0.0.1:$port/v1/recommend"))
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body))
          .build(),
        BodyHandlers.ofString(),
      )

  @Test
  fun recommend_answersBestFirst() {
    val answer = recommend("""{"history": ["item-1", "gone", "item-2"], "k": 3}""")

    assertEquals(200, answer.statusCode())
    val picks = Json.decodeFromString<List<Pick>>(answer.body())
    assertEquals(3, picks.map { it.item }.distinct().size)
    assertTrue(picks.none { it.item == "item-1" || it.item == "item-2" })
    assertEquals(picks.sortedByDescending { it.score }, picks)
  }

  @Test
  fun recommend_wrongRequest_isTheCallersMistake() {
    val refused = recommend("""{"history": ["item-1"], "k": 0}""")

    assertEquals(400, refused.statusCode())
    assertTrue(refused.body().contains("k must be at least 1"), refused.body())
    for (wrong in listOf("""{"history": []}""", """{"history"""", "[]")) {
      assertEquals(400, recommend(wrong).statusCode(), wrong)
    }
  }
}
