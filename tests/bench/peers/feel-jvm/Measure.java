// Measures feel-scala and Drools on cases.json and on the tables of tables.py; prints "engine;case;ns of CPU;ns of
// wall;answers", the CPU time being the measuring thread's. No harness: each case is warmed up for some seconds of CPU
// time in the same process, then timed in rounds, and the median of the rounds is printed. Parsing is outside of the
// time: both engines evaluate what they have compiled.
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.FEELProfile;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.feel.parser.feel11.profiles.DoCompileFEELProfile;
import org.kie.internal.io.ResourceFactory;

public class Measure {
  interface Evaluation {
    Object run(int i);
  }

  static final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  static double warmUp = 2, round = 0.3;
  static int rounds = 5;
  static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  static volatile Object sink;

  public static void main(String[] words) throws Exception {
    if (words.length > 2) { warmUp = Double.parseDouble(words[2]); round = warmUp / 7; }
    JsonNode cases = json.readTree(new File(words[0]));
    for (JsonNode one : cases.get("expressions")) expression(one);
    for (JsonNode one : cases.get("tables")) table(one, words[1]);
    System.exit(0);
  }

  static Object value(JsonNode node) {
    if (node.isNumber()) return new BigDecimal(node.asText());
    if (node.isBoolean()) return node.booleanValue();
    if (node.isTextual()) return node.textValue();
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return items;
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    node.fields().forEachRemaining(entry -> entries.put(entry.getKey(), value(entry.getValue())));
    return entries;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> variables(JsonNode one) {
    Map<String, Object> all = one.has("context") ? (Map<String, Object>) value(one.get("context")) : new HashMap<>();
    if (!one.has("findings")) return all;
    List<Object> findings = new ArrayList<>();
    for (int i = 0; i < one.get("findings").asInt(); ++i)
      findings.add(Map.of("open", i % 2 == 0, "weight", BigDecimal.valueOf(i)));
    all.put("findings", findings);
    return all;
  }

  static void expression(JsonNode one) {
    String name = one.get("name").asText(), text = one.get("text").asText();
    Map<String, Object> variables = variables(one);
    FeelEngineApi scala = FeelEngineBuilder.forJava().build();
    ParsedExpression parsed = scala.parseExpression(text).parsedExpression();
    measure("feel-scala", name, i -> scala.evaluate(parsed, variables).result());
    measure("drools", name, drools(text, variables, List.of()));
    measure("drools-compiled", name, drools(text, variables, List.of(new DoCompileFEELProfile())));
  }

  static Evaluation drools(String text, Map<String, Object> variables, List<FEELProfile> profiles) {
    FEEL feel = FEEL.newInstance(Measure.class.getClassLoader(), profiles);
    CompilerContext context = feel.newCompilerContext();
    variables.keySet().forEach(name -> context.addInputVariableType(name, BuiltInType.UNKNOWN));
    CompiledExpression compiled = feel.compile(text, context);
    return i -> feel.evaluate(compiled, variables);
  }

  @SuppressWarnings("unchecked")
  static void table(JsonNode one, String folder) throws Exception {
    String name = one.get("policy").asText().toLowerCase() + "-" + one.get("rules").asInt();
    File file = new File(folder, name + ".dmn");
    List<Map<String, Object>> asked = (List<Map<String, Object>>) value(json.readTree(new File(folder, name + ".json")));
    DmnEngine camunda = new DmnEngine(new DmnEngine.Configuration(false, false, false),
        scala.collection.immutable.List$.MODULE$.empty(), org.camunda.feel.FeelEngineClock.SystemClock$.MODULE$);
    ParsedDmn parsed;
    try (var in = new java.io.FileInputStream(file)) {
      parsed = camunda.parse(in).toOption().get();
    }
    measure("feel-scala", name, i -> {
      var result = camunda.eval(parsed, "answer", asked.get(i % asked.size()));
      return ((DmnEngine.Result) result.toOption().get()).value();
    });
    Resource resource = ResourceFactory.newFileResource(file);
    DMNRuntime runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration().fromResources(List.of(resource))
        .getOrElseThrow(RuntimeException::new);
    DMNModel model = runtime.getModels().get(0);
    measure("drools", name, i -> {
      DMNContext context = runtime.newContext();
      asked.get(i % asked.size()).forEach(context::set);
      return runtime.evaluateAll(model, context).getDecisionResultByName("answer").getResult();
    });
  }

  /// As FEEL would write it: numbers without trailing zeros, lists in brackets.
  static String written(Object answer) {
    if (answer instanceof Number number) return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    if (answer instanceof Collection<?> items) return items.stream().map(Measure::written).toList().toString();
    return String.valueOf(answer);
  }

  static void measure(String engine, String name, Evaluation evaluation) {
    StringBuilder answers = new StringBuilder();
    try {
      for (int i = 0; i < 16; ++i) answers.append(i > 0 ? " " : "").append(written(evaluation.run(i)));
    } catch (RuntimeException fault) {
      System.out.println(engine + ";" + name + ";;;fault: " + fault);
      return;
    }
    int count = repeat(evaluation, warmUp);
    double[] cpu = new double[rounds], wall = new double[rounds];
    for (int r = 0; r < rounds; ++r) once(evaluation, Math.max(16, (int) (count * round / warmUp)), cpu, wall, r);
    Arrays.sort(cpu);
    Arrays.sort(wall);
    System.out.printf("%s;%s;%.1f;%.1f;%s%n", engine, name, cpu[rounds / 2], wall[rounds / 2], answers);
    System.out.flush();
  }

  /// By the thread's CPU time, so that a busy machine does not shorten it.
  static int repeat(Evaluation evaluation, double seconds) {
    long end = threads.getCurrentThreadCpuTime() + (long) (seconds * 1e9);
    int count = 0;
    while (threads.getCurrentThreadCpuTime() < end) sink = evaluation.run(count++);
    return count;
  }

  static void once(Evaluation evaluation, int count, double[] cpu, double[] wall, int round) {
    long cpuStart = threads.getCurrentThreadCpuTime(), start = System.nanoTime();
    for (int i = 0; i < count; ++i) sink = evaluation.run(i);
    cpu[round] = (double) (threads.getCurrentThreadCpuTime() - cpuStart) / count;
    wall[round] = (double) (System.nanoTime() - start) / count;
  }
}
