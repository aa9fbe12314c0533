package bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts the workloads of `bihuan bench` on an embedded engine: a thread a client, each with one call under way; lives are
 * repeated for so many seconds, after a warm-up. Prints one JSON object a line, with the names that bihuan bench uses.
 *
 * <p>Load flowable|operaton &lt;jdbc address&gt; &lt;folder of models&gt; &lt;workloads&gt; &lt;clients&gt; &lt;seconds&gt; &lt;seconds to warm up&gt;
 */
public final class Load {
  /** One life of a client. */
  interface Life {
    void live(Peer peer, int client, long number, SplittableRandom random);
  }

  record Run(double seconds, long units, double[] milliseconds) {}

  private static String key(int client, long number) {
    return client + "-" + number;
  }

  private static Life start(String process, Map<String, Object> variables) {
    return (peer, client, number, random) -> peer.start(process, null, variables);
  }

  private static void oneTask(Peer peer, String person) {
    String task = peer.inbox(person);
    peer.claim(task, person);
    peer.complete(task);
  }

  private static Life tasks(String process, int count) {
    return (peer, client, number, random) -> {
      String person = "p-" + client;
      peer.start(process, null, Map.of("who", person));
      for (int i = 0; i < count; ++i) {
        oneTask(peer, person);
      }
    };
  }

  private static Map<String, Life> lives() {
    Map<String, Life> all = new LinkedHashMap<>();
    all.put("seq1", start("seq1", Map.of()));
    all.put("seq5", start("seq5", Map.of()));
    all.put("exc", (peer, client, number, random) -> peer.start("exc", null, Map.of("n", (int) (number % 3))));
    all.put("par", start("par", Map.of()));
    all.put("cyc", start("cyc", Map.of("n", 0)));
    String[] mixed = {"seq5", "exc", "par", "cyc"};
    all.put("mix", (peer, client, number, random) -> peer.start(mixed[random.nextInt(4)], null, Map.of("n", 0)));
    all.put("user-task", tasks("task", 1));
    all.put("ten-tasks", tasks("ten", 10));
    all.put("messages", (peer, client, number, random) -> {
      String key = key(client, number);
      peer.start("message", key, Map.of());
      peer.publish(key);
    });
    return all;
  }

  private static double[] oneClient(Peer peer, Life life, int client, long first, long end) {
    double[] milliseconds = new double[1024];
    int count = 0;
    SplittableRandom random = new SplittableRandom(client + 1);
    do {
      long begin = System.nanoTime();
      life.live(peer, client, first + count, random);
      if (count == milliseconds.length) {
        milliseconds = Arrays.copyOf(milliseconds, 2 * count);
      }
      milliseconds[count++] = (System.nanoTime() - begin) / 1e6;
    } while (System.nanoTime() < end);
    return Arrays.copyOf(milliseconds, count);
  }

  private static long lived = 0;

  private static Run drive(Peer peer, Life life, int clients, double seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    long first = lived;
    lived += 1_000_000;
    List<Callable<double[]>> work = new ArrayList<>();
    for (int i = 0; i < clients; ++i) {
      final int client = i;
      work.add(() -> oneClient(peer, life, client, first, end));
    }
    List<double[]> parts = new ArrayList<>();
    for (Future<double[]> part : threads.invokeAll(work)) {
      parts.add(part.get());
    }
    double took = (System.nanoTime() - begin) / 1e9;
    threads.shutdown();
    double[] all = parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    return new Run(took, all.length, all);
  }

  private static double cpuSeconds() {
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static void measure(Peer peer, String engine, String name, Life life, int clients, double seconds)
      throws Exception {
    drive(peer, life, clients, seconds / 4);
    double cpu = cpuSeconds();
    Run run = drive(peer, life, clients, seconds);
    cpu = cpuSeconds() - cpu;
    double[] sorted = run.milliseconds();
    System.out.printf(Locale.ROOT,
        "{\"workload\":\"%s\",\"engine\":\"%s\",\"clients\":%d,\"median\":%.1f,\"lifeP50Ms\":%.3f,\"lifeP99Ms\":%.3f,"
            + "\"cpuSecondsPer1000\":%.4f}%n",
        name, engine, clients, run.units() / run.seconds(), sorted[sorted.length / 2],
        sorted[(int) (0.99 * (sorted.length - 1))], cpu * 1000 / run.units());
  }

  private static HikariDataSource pool(String address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address);
    config.setMaximumPoolSize(20);
    return new HikariDataSource(config);
  }

  private static List<Path> models(String folder) {
    return List.of("seq1", "seq5", "exc", "par", "cyc", "task", "ten", "message").stream()
        .map(name -> Path.of(folder, name + ".bpmn")).toList();
  }

  private static void warm(Peer peer, Map<String, Life> all, List<String> names, double seconds) throws Exception {
    for (String name : names) {
      drive(peer, all.get(name), 4, seconds / names.size());
    }
  }

  public static void main(String[] arguments) throws Exception {
    String engine = arguments[0];
    List<String> names = List.of(arguments[3].split(","));
    Map<String, Life> all = lives();
    try (HikariDataSource database = pool(arguments[1]);
        Peer peer = (Peer) Class.forName("bench." + (engine.equals("flowable") ? "Flowable" : "Operaton"))
            .getDeclaredConstructor().newInstance()) {
      peer.open(database, models(arguments[2]));
      warm(peer, all, names, Double.parseDouble(arguments[6]));
      for (String name : names) {
        for (String clients : arguments[4].split(",")) {
          measure(peer, engine, name, all.get(name), Integer.parseInt(clients), Double.parseDouble(arguments[5]));
        }
      }
    }
  }
}
