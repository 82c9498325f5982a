"""Print how mining agrees with the hand annotation: `python tests/benchmarks/mining_against_gold.py GOLD_FOLDER`."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from speechdesk.mining.slots import find_slots, local_names, speech_level
from speechdesk.records import Block, BlockKind, Slot, SlotKind, Speech
NAMES=["000","001-1","001-2","003"]
def load(folder,n):
    d=json.loads((folder/f"{n}.json").read_text())
    return d, Speech(d["title"],None,None,d["greeting"],tuple(Block(BlockKind(b["kind"]),b["text"],b["level"],b["heading"],tuple(b["section"])) for b in d["blocks"]))
def main():
    folder=Path(sys.argv[1]); tot=[0]*8; verbose=len(sys.argv)>2
    for n in NAMES:
        d,sp=load(folder,n); lv=speech_level(sp)
        first=[find_slots(b.text,lv) for b in sp.blocks]
        names=local_names(s for ss in first for s in ss)
        found=[find_slots(b.text,lv,names) for b in sp.blocks]
        gold=[];seen={}
        for s in d["slots"]:
            t=sp.blocks[s["block"]].text
            key=(s["block"],s["text"]); at=t.find(s["text"],seen.get(key,0))
            if at<0: print("??",s); continue
            seen[key]=at+1; gold.append((s["block"],at,at+len(s["text"]),s["replace"],s["text"]))
        for m in d["masks"]:
            a=m["offset"]; e=a+len(m["text"]); t=sp.blocks[m["block"]].text
            k=m["phrase"].find(m["text"])
            gold.append((m["block"],a,e,"must",m["phrase"]))
            if t[a-k:].startswith(m["phrase"]): gold.append((m["block"],a-k,a-k+len(m["phrase"]),"phrase",""))
        rec=[0,0];miss=[]
        for b,a,e,r,t in gold:
            if r!="must": continue
            cov=sum(max(0,min(e,s.end)-max(a,s.start)) for s in found[b])
            ok=cov*2>=(e-a); rec[0]+=ok; rec[1]+=1
            if not ok: miss.append((b,t))
        prec=[0,0];fp=[]
        lev=0
        for b,ss in enumerate(found):
            if sp.blocks[b].kind is BlockKind.TITLE: continue
            for s in ss:
                cov=len({c for bb,a,e,r,t in gold if bb==b for c in range(max(a,s.start),min(e,s.end))})
                if s.kind is SlotKind.LEVEL: lev+=1; continue
                ok=cov*2>=(s.end-s.start); prec[0]+=ok; prec[1]+=1
                if not ok: fp.append((b,s.kind.value,s.text))
        print(n,lv,"recall",rec,rec[0]/rec[1],"precision",prec,prec[0]/prec[1],"level",lev)
        tot[0]+=rec[0];tot[1]+=rec[1];tot[2]+=prec[0];tot[3]+=prec[1]
        print("  MISS",miss); print("  FP",fp)
        if verbose: print([s.text for ss in found for s in ss if s.kind is SlotKind.LEVEL])
    print(tot[0]/tot[1],tot[2]/tot[3])
if __name__=="__main__": main()
