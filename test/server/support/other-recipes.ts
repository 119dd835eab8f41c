import {execFileSync} from 'node:child_process';
import {recipeCode} from './recipe-code.js';
import {type Program} from './recipe-program.js';

interface OtherRecipe {
  /** A command that fails where the language is not on this machine. */
  readonly needs: readonly string[];
  readonly program: () => Program;
}

const python = `
import os, re
from wsgiref.simple_server import make_server
import recipe

def app(environ, start_response):
    if environ["CONTENT_LENGTH"] == "":
        environ["CONTENT_LENGTH"] = "0"
    answer = recipe.cube_session(environ, start_response)
    environ["wsgi.input"].read(max(0, int(environ["CONTENT_LENGTH"]) - 16385))  # as servers do with the unread rest
    return answer

make_server("127.0.0.1", int(os.environ["PORT"]), app).serve_forever()`;

const pythonApp = `
import re
def current_user(environ):
    user = re.search(r"user=(\\w+)", environ.get("HTTP_COOKIE", ""))
    return {"id": user[1], "groups": ["analysts"], "city": "New York", "is_creator": user[1] == "grace"} if user else None`;

/** Rack is an interface: the smallest server that calls by it. */
const ruby = `
require 'socket'
require 'stringio'
require_relative 'recipe'
server = TCPServer.new('127.0.0.1', Integer(ENV['PORT']))
loop do
  socket = server.accept
  line = socket.gets or (socket.close; next)
  env = { 'REQUEST_METHOD' => line.split[0] }
  while (line = socket.gets.to_s.chomp) != ''
    name, value = line.split(/:\\s*/, 2)
    name = name.upcase.tr('-', '_')
    env[%w[CONTENT_TYPE CONTENT_LENGTH].include?(name) ? name : "HTTP_#{name}"] = value
  end
  env['rack.input'] = StringIO.new(socket.read(env['CONTENT_LENGTH'].to_i).to_s)
  status, headers, body = CubeSession.call(env)
  text = body.join
  head = headers.merge('content-length' => text.bytesize, 'connection' => 'close').map { |name, value| "#{name}: #{value}\\r\\n" }
  socket.write("HTTP/1.1 #{status} x\\r\\n#{head.join}\\r\\n#{text}")
  socket.close
end`;

const rubyApp = `
def current_user(env)
  user = env['HTTP_COOKIE'].to_s[/user=(\\w+)/, 1]
  user && { id: user, groups: ['analysts'], city: 'New York', is_creator: user == 'grace' }
end`;

const phpApp = `<?php
function current_user(): ?array {
    $user = $_COOKIE['user'] ?? null;
    return $user ? ['id' => $user, 'groups' => ['analysts'], 'city' => 'New York', 'is_creator' => $user === 'grace'] : null;
}`;

const go = `package main

import (
	"net/http"
	"os"
)

type User struct {
	ID, City string
	Groups   []string
	IsCreator bool
}

func CurrentUser(r *http.Request) *User {
	user, err := r.Cookie("user")
	if err != nil {
		return nil
	}
	return &User{ID: user.Value, City: "New York", Groups: []string{"analysts"}, IsCreator: user.Value == "grace"}
}

func main() {
	http.HandleFunc("/api/cube/session", CubeSession)
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)
}`;

const javaApp = `
import com.sun.net.httpserver.*;
import java.util.List;
public class YourApp {
    record User(String id, List<String> groups, String city, boolean isCreator) {}
    static User currentUser(HttpExchange exchange) {
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        return cookie == null ? null
            : new User(cookie.replace("user=", ""), List.of("analysts"), "New York", cookie.equals("user=grace"));
    }
    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
        server.createContext("/api/cube/session", new CubeSession());
        server.start();
    }
}`;

export const otherRecipes: Readonly<Record<string, OtherRecipe>> = {
  Python: {
    needs: ['python3', '--version'],
    program: () => ({
      files: {'recipe.py': recipeCode('python', 'python'), 'your_app.py': pythonApp, 'main.py': python},
      command: ['python3', 'main.py'],
    }),
  },
  Ruby: {
    needs: ['ruby', '--version'],
    program: () => ({
      files: {'recipe.rb': recipeCode('ruby', 'ruby'), 'your_app.rb': rubyApp, 'main.rb': ruby},
      command: ['ruby', 'main.rb'],
    }),
  },
  PHP: {
    needs: ['php', '--version'],
    program: () => ({
      files: {'recipe.php': recipeCode('php', 'php'), 'your_app.php': phpApp},
      command: ['sh', '-c', 'exec php -S 127.0.0.1:$PORT recipe.php'],
    }),
  },
  Go: {
    needs: ['go', 'version'],
    program: () => ({
      files: {'recipe.go': recipeCode('go', 'go'), 'main.go': go, 'go.mod': 'module recipe\n\ngo 1.18\n'},
      build: ['go', 'build', '-o', 'recipe', '.'],
      command: ['./recipe'],
    }),
  },
  Java: {
    needs: ['javac', '--version'],
    program: () => ({
      files: {'CubeSession.java': recipeCode('java', 'java'), 'YourApp.java': javaApp},
      build: ['javac', 'CubeSession.java', 'YourApp.java'],
      command: ['java', 'YourApp'],
    }),
  },
};

export const isOnThisMachine = (recipe: OtherRecipe | undefined): boolean => {
  const [program = '', ...args] = recipe?.needs ?? [];
  try {
    execFileSync(program, args, {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
};
