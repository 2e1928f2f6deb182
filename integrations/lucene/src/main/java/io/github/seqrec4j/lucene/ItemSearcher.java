package io.github.seqrec4j.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * One search of one state of an index. The graph only proposes: every candidate is ranked by the
 * inner product of its float32 vector, of equal ones the earlier item first.
 */
final class ItemSearcher {

  /** How many more are looked at where those found do not pass the request's own test. */
  private static final int GROWTH = 4;

  private static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.<ScoreDoc>comparingDouble(hit -> -hit.score).thenComparingInt(hit -> hit.doc);

  private final IndexSearcher searcher;
  private final float[] vector;
  private final SearchRequest request;
  private final VectorSearch search;
  private final Set<Integer> excluded = new HashSet<>(); // documents

  ItemSearcher(IndexSearcher searcher, float[] vector, SearchRequest request, VectorSearch search)
      throws IOException {
    this.searcher = searcher;
    this.vector = vector;
    this.request = request;
    this.search = search;
    if (!request.excluded().isEmpty()) {
      Query query = SearchRequest.items(request.excluded());
      for (ScoreDoc hit : searcher.search(query, request.excluded().size()).scoreDocs) {
        excluded.add(hit.doc);
      }
    }
  }

  /** The k best, fewer where fewer are left. */
  List<ItemHit> hits() throws IOException {
    int all = Math.max(1, searcher.getIndexReader().maxDoc());
    long wanted = request.k();
    while (true) {
      int most = (int) Math.min(wanted, all);
      List<ScoreDoc> ranked = ranked(most);
      List<ItemHit> hits = admitted(ranked);
      if (hits.size() >= request.k() || ranked.size() < most || most == all) {
        return hits;
      }
      wanted = (long) most * GROWTH;
    }
  }

  private List<ItemHit> admitted(List<ScoreDoc> ranked) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<ItemHit> hits = new ArrayList<>();
    for (ScoreDoc hit : ranked) {
      Document document = stored.document(hit.doc, Set.of(ItemFields.ITEM, ItemFields.TITLE));
      String item = document.get(ItemFields.ITEM);
      if (request.admitted().test(item)) {
        hits.add(new ItemHit(item, document.get(ItemFields.TITLE), hit.score));
        if (hits.size() == request.k()) {
          break;
        }
      }
    }
    return hits;
  }

  /** The best that are left, exactly {@code most} if there are as many. */
  private List<ScoreDoc> ranked(int most) throws IOException {
    if (search.mode() == VectorSearch.Mode.HNSW) {
      long proposed = Math.max((long) most + excluded.size(), search.candidates());
      if (proposed < searcher.getIndexReader().maxDoc()) {
        List<ScoreDoc> found = proposed((int) proposed);
        if (found.size() >= most) {
          return found.subList(0, most);
        } // the filter leaves few, or the graph does not lead to all: there is less to read than it
      }
    }
    return scanned(most);
  }

  private List<ScoreDoc> proposed(int candidates) throws IOException {
    Query query = new KnnFloatVectorQuery(ItemFields.VECTOR, vector, candidates, request.filter());
    ScoreDoc[] found = searcher.search(query, candidates).scoreDocs;
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    List<ScoreDoc> ranked = new ArrayList<>();
    FloatVectorValues values = null;
    int at = -1;
    for (ScoreDoc hit : found) {
      if (excluded.contains(hit.doc)) {
        continue;
      }
      int leaf = ReaderUtil.subIndex(hit.doc, leaves);
      if (values == null || leaf != at) {
        values = values(leaves.get(leaf));
        at = leaf;
      }
      values.advance(hit.doc - leaves.get(leaf).docBase);
      ranked.add(new ScoreDoc(hit.doc, score(values)));
    }
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  /** All vectors that the filter leaves. */
  private List<ScoreDoc> scanned(int most) throws IOException {
    HitQueue queue = new HitQueue(most, false);
    Weight weight =
        request.filter() == null
            ? null
            : searcher.createWeight(
                searcher.rewrite(request.filter()), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues values = values(leaf);
      DocIdSetIterator documents = documents(weight, leaf, values);
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = documents.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = documents.nextDoc()) {
        if ((live != null && !live.get(doc)) || excluded.contains(leaf.docBase + doc)) {
          continue;
        }
        if (values.docID() < doc && values.advance(doc) != doc) {
          continue; // no vector
        }
        float score = score(values);
        if (queue.size() < most || score > queue.top().score) { // documents come in their order
          queue.insertWithOverflow(new ScoreDoc(leaf.docBase + doc, score));
        }
      }
    }
    ScoreDoc[] best = new ScoreDoc[queue.size()];
    for (int i = best.length - 1; i >= 0; i--) {
      best[i] = queue.pop();
    }
    return List.of(best);
  }

  private static DocIdSetIterator documents(
      @Nullable Weight weight, LeafReaderContext leaf, FloatVectorValues values)
      throws IOException {
    if (weight == null) {
      return values;
    }
    Scorer scorer = weight.scorer(leaf);
    return scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
  }

  private static FloatVectorValues values(LeafReaderContext leaf) throws IOException {
    FloatVectorValues values = leaf.reader().getFloatVectorValues(ItemFields.VECTOR);
    if (values == null) {
      throw new IOException("a segment without vectors: " + leaf.reader());
    }
    return values;
  }

  private float score(FloatVectorValues values) throws IOException {
    return VectorUtil.dotProduct(vector, values.vectorValue());
  }
}
