package io.github.seqrec4j.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.seqrec4j.training.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where runs were set up otherwise. */
final class RunDifferences {

  /** What stands where a run has no such option. */
  static final String NONE = "-";

  private RunDifferences() {}

  /** Values by key, one per run, of the keys whose values are not all the same. */
  static Map<String, List<String>> of(List<RunRecord> runs) {
    List<Map<String, String>> flat = new ArrayList<>();
    for (RunRecord run : runs) {
      Map<String, String> values = new TreeMap<>();
      flatten("", run.metrics().config(), values);
      values.put("(data)", run.metrics().data().hash());
      run.metrics().environment().forEach((name, value) -> values.put("(" + name + ")", value));
      flat.add(values);
    }
    TreeSet<String> keys = new TreeSet<>();
    flat.forEach(values -> keys.addAll(values.keySet()));
    Map<String, List<String>> differences = new TreeMap<>();
    for (String key : keys) {
      List<String> values = flat.stream().map(each -> each.getOrDefault(key, NONE)).toList();
      if (values.stream().distinct().count() > 1) {
        differences.put(key, values);
      }
    }
    return differences;
  }

  private static void flatten(String prefix, JsonObject config, Map<String, String> flat) {
    for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof JsonObject inner) {
        flatten(key + ".", inner, flat);
      } else {
        flat.put(
            key,
            entry.getValue().isJsonPrimitive()
                ? entry.getValue().getAsString()
                : entry.getValue().toString());
      }
    }
  }
}
