"""Signing in on the real program: a session of a page outlives a kill, failures are not forgiven by a restart, no
secret stands in the log or the store, and the security journal is proved together with the record of the cases."""
import http.client
import json
import pathlib
import subprocess
import unittest

from server import PASSWORD, PROGRAM, Refused, Server, postgresql

STORES = [None] + [url for url in [postgresql()] if url]


def page(server, method, path, body=None, cookie=None, csrf=None):
    """As a browser: (status, headers, JSON)."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Content-Type": "application/json"}
    if cookie:
        headers["Cookie"] = cookie
    if csrf:
        headers["X-CSRF-Token"] = csrf
    connection.request(method, "/api/v1" + path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, json.loads(text) if text else None


def sign_in(server, person, password):
    status, headers, session = page(server, "POST", "/session", {"person": person, "password": password, "cookie": True})
    cookie = (headers.get("Set-Cookie") or "").split(";")[0]
    return status, cookie, session


class SignInTest(unittest.TestCase):
    def each_store(self, check):
        for url in STORES:
            with self.subTest(store=url or "sqlite"), Server(url) as server:
                if not server.token:  # another test has made the administrator of this PostgreSQL
                    session = {"person": "admin", "password": PASSWORD}
                    server.token = server.call("POST", "/api/v1/session", session)["token"]
                check(server)

    def wait_told(self, server, person):
        status, headers, _ = page(server, "POST", "/session", {"person": person, "password": "wrong"})
        self.assertEqual(status, 429)
        return headers["Retry-After"]

    def test_a_session_outlives_a_kill_and_ends_with_the_account(self):
        def check(server):
            password = server.call("POST", "/api/v1/accounts/p-comm-01/one-time-password", {})["password"]
            status, cookie, session = sign_in(server, "p-comm-01", password)
            self.assertEqual(status, 201)
            self.assertTrue(session["mustChangePassword"])
            change = {"current": password, "new": "four wide rivers"}
            self.assertEqual(page(server, "PUT", "/account/password", change, cookie)[0], 403)
            self.assertEqual(page(server, "PUT", "/account/password", change, cookie, session["csrf"])[0], 204)
            server.kill()
            server.start()
            self.assertEqual(page(server, "GET", "/session", cookie=cookie)[2]["person"], "p-comm-01")
            server.call("POST", "/api/v1/accounts/p-comm-01/disable", {"reason": "调离"})
            self.assertEqual(page(server, "GET", "/session", cookie=cookie)[2]["code"], "session-expired")
            self.assertEqual(sign_in(server, "p-comm-01", "four wide rivers")[0], 401)
            stored = b"".join(file.read_bytes() for file in pathlib.Path(server.folder.name).iterdir() if file.is_file())
            for secret in (password, "four wide rivers", cookie.split("=")[1], session["csrf"]):
                self.assertNotIn(secret.encode(), stored, "a secret is in the store or the log")
        self.each_store(check)

    def test_failures_are_not_forgiven_by_a_restart(self):
        def check(server):
            person = "p-comm-02"
            server.call("POST", f"/api/v1/accounts/{person}/one-time-password", {})
            for _ in range(3):
                self.assertEqual(sign_in(server, person, "wrong")[0], 401)
            self.assertEqual(self.wait_told(server, person), "1")
            server.kill()
            server.start()
            # The fourth failure doubles the wait: the first three still count.
            while sign_in(server, person, "wrong")[0] != 401:
                pass
            self.assertEqual(self.wait_told(server, person), "2")
        self.each_store(check)

    def test_the_security_journal_is_proved_with_the_rest(self):
        def check(server):
            with self.assertRaises(Refused) as refused:
                server.call("GET", "/api/v1/security-journal")  # the system administrator may not
            self.assertEqual(refused.exception.status, 403)
            server.terminate()
            code, report = server.audit()
            self.assertEqual(code, 0, report)
            self.assertGreater(report["entries"], 0)
            server.start()
        self.each_store(check)

    def test_wrong_settings_are_told_at_the_start(self):
        for words in (["--oidc-issuer", "http://elsewhere.example", "--oidc-client-id", "x"],
                      ["--oidc-issuer", "https://idp.example"],
                      ["--oidc-issuer", "https://idp.example", "--oidc-client-id", "x",
                       "--oidc-client-secret-file", "/nonexistent/secret"]):
            ended = subprocess.run([str(PROGRAM), "serve", "--port", "0", "--data", "/nonexistent/data", *words],
                                   capture_output=True, text=True, timeout=30)
            self.assertEqual(ended.returncode, 2, words)
            self.assertIn("--oidc-", ended.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
