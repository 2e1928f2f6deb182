package org.example.ktor

import io.github.seqrec4j.api.RecommendRequest
import io.github.seqrec4j.api.RecommendRequest.UnknownItems.SKIP
import io.github.seqrec4j.api.Recommender
import io.github.seqrec4j.runtime.SequentialRecommender
import io.ktor.http.HttpStatusCode.Companion.BadRequest
import io.ktor.serialization.kotlinx.json.json
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.plugins.contentnegotiation.ContentNegotiation
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.response.respondText
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.serialization.Serializable

// tag::service[]
@Serializable data class Basket(val history: List<String>, val k: Int = 10)

@Serializable data class Pick(val item: String, val score: Double)

fun Application.shop(model: Recommender) {
  install(ContentNegotiation) { json() }
  routing {
    post("/v1/recommend") {
      val basket = call.receive<Basket>()
      try {
        val request = RecommendRequest.of(basket.history).k(basket.k).unknownItems(SKIP)
        // Computed where computing belongs, not on the threads that read and write.
        val found = withContext(Dispatchers.Default) { model.recommend(request) }
        call.respond(found.map { Pick(it.item(), it.score()) })
      } catch (refusal: IllegalArgumentException) { // such as k=0; the message names it
        call.respondText(refusal.message.orEmpty(), status = BadRequest)
      }
    }
  }
}

fun main(arguments: Array<String>) {
  SequentialRecommender.load(Path.of(arguments[0])).use { model ->
    embeddedServer(CIO, port = 8080) { shop(model) }.start(wait = true)
  }
}
// end::service[]
