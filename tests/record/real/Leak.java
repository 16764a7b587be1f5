// SPDX-License-Identifier: Apache-2.0
//
// Leak ROUNDS: compresses in all threads of the common pool; in each of the first 100
// rounds one Deflater is kept and never ended, and its native memory with it.
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

public class Leak {
  static final List<Deflater> kept = new ArrayList<>();

  static int compress(Deflater deflater, byte[] input) {
    deflater.setInput(input);
    deflater.finish();
    return deflater.deflate(new byte[input.length + 100]);
  }

  public static void main(String[] arguments) throws Exception {
    byte[] input = new byte[20_000];
    for (int i = 0; i < input.length; ++i) input[i] = (byte) (i * 31 % 97);
    long sum = 0;
    for (int round = 0; round < Integer.parseInt(arguments[0]); ++round) {
      sum += IntStream.range(0, 400).parallel().map(i -> {
        Deflater ended = new Deflater();
        int length = compress(ended, input);
        ended.end();
        return length + String.format("%d", i).length();
      }).sum();
      if (round < 100) {
        Deflater leaked = new Deflater();
        sum += compress(leaked, input);
        kept.add(leaked);
      }
    }
    System.out.println(sum + " " + kept.size());
  }
}
