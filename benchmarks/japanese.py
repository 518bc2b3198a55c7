"""Japanese sentences, titles and names, made up from word lists by a given random generator."""

from __future__ import annotations

from random import Random

THINGS = (
    "設定ファイル 学習データ 推論サーバー 特徴量 検索結果 処理の流れ ログの形式 実験の記録 評価指標 画面の部品 依存関係"
    " 一時フォルダ 定期実行 入力の型 通知の文面 推薦の候補 問い合わせ 索引の更新 メモリの使用量 応答時間 手順書"
    " 開発環境 本番環境 権限の範囲 暗号鍵 文書の分割 単体テスト 継続的な配備 並列度 再試行の回数 画像の圧縮"
    " 見出しの構造 家計簿 読書メモ 散歩の道順 朝の習慣 勉強会の資料 発表の準備 子どもの昼寝 コーヒーの淹れ方"
).split()
TOOLS = (
    "Python Docker Kubernetes PostgreSQL Redis Terraform GitHub Actions FastAPI NumPy Polars DuckDB OpenSearch Airflow"
    " Ruff SQLite Linux Grafana Arrow PyTorch Jinja2 Git Nginx Parquet BigQuery Lambda VSCode Markdown MLflow Rust Go"
).split()
WHENS = (
    "最近になって 先週の作業で 実際に動かすと よく調べてみると 手元で試した限り 小さな例から始めて 何度か失敗したあと"
    " 本を読み返しながら 同僚と話しているうちに 思い切って 夜中に目が覚めて 数か月使ってみて 締め切りの前日に 念のため"
).split()
DOES = (
    "を見直すことにしました を一から作り直しました が思ったより重要でした を自動で確認できるようになりました"
    " の扱いに少し迷いました を別の仕組みへ移しました について整理しておきます が急に動かなくなりました"
    " をもう少し小さく分けたいと考えています を測ってから決めることにしました に助けられる場面が増えました"
    " を人に説明するのは難しいです の違いがようやく分かりました を毎日眺めるようにしています"
).split()
WHYS = (
    "処理の待ち時間が長かったため 依存する部品の版が古かったので 同じ作業を繰り返していたことから"
    " 値が欠けている行があり チームの人数が増えてきて 料金が予想の倍になったので 公式の文書を読み直した結果"
    " 手作業では間違いが減らず 端末の電池がすぐに切れるので 計画よりも余裕が生まれて 原因がはっきりしないまま"
    " 小さな改善を積み重ねたところ"
).split()
ENDS = (
    "ここは今後の課題です 次に同じことをするときの自分のために残します うまくいくまでに半日かかりました"
    " 結論としては単純な方法で十分でした 数字で見ると差は明らかです 詳しいことは後の節で述べます"
    " まだ分からない点もありますが前には進めています これで当面の問題はなくなりました 気になる方は試してみてください"
    " 同じところで困っている人の役に立てば嬉しいです とはいえ油断はできません 記録を取っておいて本当に良かったです"
).split()
LINKS = "そのため また ただし 一方で さらに 具体的には ちなみに そこで".split()
HEADINGS = (
    "はじめに 背景と目的 全体の構成 準備するもの 実装の手順 つまずいた点 原因を調べる 測定の結果 考えたこと まとめ"
    " 使い方の例 前提となる知識 代わりの方法 今後の予定 参考にしたもの 設定の詳細 運用してみて 比べてみる"
).split()
TITLE_ENDS = (
    "を試した記録 で困ったときの対処 を半年使って分かったこと の仕組みを調べる を小さく始める 入門 の違いを比べる"
    " を自動化する についての覚え書き を支える考え方 と過ごした一年の振り返り の性能を測る"
).split()
TAGS = (
    "DEV ML AWS DATA MLOPS POEM BOOK GCP KAGGLE STATS SQL Linux 日記 設計 運用 Docker Python 検索 推薦 読書 家族 健康"
    " 監視 試験 自動化 Web 可視化 型 料理 旅行 音声 画像 英語 数学 暗号 通信 電子工作 写真 仕事術 採用 発表 勉強会 OSS"
    " Rust Go CLI 性能 並列 キャッシュ 配備 認証 文書 日本語 フォント 色 組版 地図 時刻 辞書 ゲーム"
).split()


def sentence(random: Random) -> str:
    """A sentence of about 20 to 70 characters, with its full stop."""
    thing, tool, does = random.choice(THINGS), random.choice(TOOLS), random.choice(DOES)
    shape = random.randrange(6)
    if shape == 0:
        return f"{random.choice(WHENS)}、{tool} の{thing}{does}。"
    if shape == 1:
        return f"{random.choice(WHYS)}、{thing}{does}。"
    if shape == 2:
        return f"{random.choice(LINKS)}、{tool} {random.randrange(1, 30)}.{random.randrange(20)} では{thing}{does}。"
    if shape == 3:
        return f"{random.choice(ENDS)}。"
    if shape == 4:
        less = random.randrange(2, 99)
        return f"{thing}と{random.choice(THINGS)}のうち、{random.choice(WHYS)}、前者を {less} % 減らしました。"
    return f"{tool} と {random.choice(TOOLS)} を組み合わせ、{random.choice(WHENS)}{thing}{does}。"


def phrase(random: Random) -> str:
    """A few words without a full stop: an item of a list, a label of a link."""
    if random.random() < 0.5:
        return f"{random.choice(TOOLS)} の{random.choice(THINGS)}"
    return f"{random.choice(THINGS)}{random.choice(TITLE_ENDS)}"


def heading(random: Random) -> str:
    """The text of a heading."""
    return random.choice(HEADINGS) if random.random() < 0.6 else f"{random.choice(TOOLS)} と{random.choice(THINGS)}"


def title(random: Random) -> str:
    """A title of about 13 to 60 characters."""
    start = f"{random.choice(TOOLS)} で{random.choice(THINGS)}と{random.choice(THINGS)}"
    if random.random() < 0.4:
        start = f"【{random.choice(HEADINGS)}】{random.choice(TOOLS)} から {start}"
    return start + random.choice(TITLE_ENDS)
