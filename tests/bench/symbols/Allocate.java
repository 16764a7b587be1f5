// SPDX-License-Identifier: Apache-2.0
//
// A program whose heap outside of Java's is worth a look: deflaters, direct
// buffers, threads and the compiler (this file is compiled as it starts).
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

public class Allocate {
  private static final List<Object> kept = new ArrayList<>();

  private static void deflate(int rounds) {
    byte[] room = new byte[1 << 16];
    for (int i = 0; i < rounds; ++i) {
      Deflater deflater = new Deflater(1 + i % 9);
      deflater.setInput(room);
      deflater.deflate(new byte[1 << 12]);
      synchronized (kept) {
        kept.add(deflater);
        kept.add(ByteBuffer.allocateDirect(1000 + i));
      }
    }
  }

  private static long compute(int rounds) {
    long sum = 0;
    for (int i = 0; i < rounds; ++i) {
      String text = "row " + i + " of " + Integer.toHexString(i * 31);
      sum += Pattern.compile("row ([0-9]+) of (.*" + i % 10 + ")").matcher(text).find() ? 1 : 0;
      sum += List.of(text.split(" ")).stream().mapToInt(String::length).sum();
    }
    return sum;
  }

  public static void main(String[] arguments) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; ++i) {
      threads.add(new Thread(() -> { deflate(100); compute(50000); }));
    }
    for (Thread thread : threads) thread.start();
    for (Thread thread : threads) thread.join();
    System.out.println(kept.size());
  }
}
